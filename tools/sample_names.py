"""Which names of CORDIS the sample leaves out, because they may be those of a person trading under their own name.

Stricter than the reader, which has the last word: here a name must show that it is an organisation's.
"""

import re

from portulan.analytics.sources.cordis import restored
from portulan.analytics.sources.naming import may_be_person

__all__ = ["may_name_person", "restored", "shows_organisation"]

# What shows that a private or other body is an organisation: a legal form, or the beginning of such a word.
_FORMS = frozenset(
    """
    ab ad ae ag aie aisbl aps as asa asbl bv bvba cic corp doo ead eeig ehf eig eood epe ev eurl gbr geie gesmbh
    ggmbh gie gmbh ike inc kft kg kgaa kk lbg lda limited llc llp ltd ltda mbh nv nyrt og oo ood ou oy oyj plc ry
    sa sab sae sagl sarl sas sasu sau sca scarl sccl scop scrl se sicav sl sll slne slp slu snc spa spol spzoo sprl srl
    srls sro uab ug vof vzw zoo zrt
    """.split()  # noqa: SIM905 - a block of words reads better than a list of strings
)
_STEMS = tuple(
    """
    academ agence agenci agency aktiebolag aktienges alliance anonimi anonymi asociac associa biotec bureau
    centar center centre centro centrum cluster college comite commission committee communaut communit company
    confedera consorci consorti consorz cooperat corporat council development developp digital energi
    engineering enterpr entrepris etair europe fachag federati foederation fondati fondazi forschung forum
    foundation fundac fundaci fundat gemeinn genossensch gesellschaft group hospital imaging industri
    informati ingenier initiativ innovati institu instytut international istitut kommandit kommun korlatolt
    krankenhaus laborator logistic management medical medicin ministr museo museu museum nanotech national
    nederlandse network organi panepist partnership perioris pharma photonic platform research responsabil
    reszveny robotic schule science semicond service sihtasutus sociedad societ software solution stichting
    stiftelse stiftung stowarz syndicat system szervezet szovetseg technik technolog tecnolog telecom union
    universi verband verein vereniging volunt werke zentrum
    """.split()  # noqa: SIM905
)


def shows_organisation(name: str) -> bool:
    """Whether a name is a single word, or holds a legal form or a word that no person's name holds."""
    plain = re.findall(r"\w+", name.casefold())
    closed = re.findall(r"\w+", re.sub(r"[.'’/]", "", name.casefold()))[
        1:
    ]  # in front, dots are those of initials
    said = not _FORMS.isdisjoint((*plain, *closed)) or any(word.startswith(_STEMS) for word in plain)
    return said or not re.search(r"[\s,]", name.strip())


def may_name_person(name: str, activity_type: str) -> bool:
    """Whether a name of CORDIS is left out: higher education, research and public bodies never are."""
    plain = restored(name)
    if activity_type in {"HES", "REC", "PUB"}:
        return False
    if plain is None:
        return True
    return not shows_organisation(plain) or may_be_person(plain)
