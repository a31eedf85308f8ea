"""Whether a name in a list of private organisations may be that of a person trading under their own name.

A name is taken when it shows that it is an organisation's: a legal form, or a word only organisations bear. The
words were drawn from CORDIS's list of 2017, the most frequent first.
"""

import re

_WORDS = frozenset(
    """
    a/s ab academy ad ae aeie agence agencia agency agentia ag aisbl aktiebolag aktiengesellschaft alliance anonim
    anonimi anonymi anonymos aps as asbl asociacion asociatia associacao association associazione asociacija bank
    bhd bureau business bv bvba camara camera center centar centre centro chamber cic city club cluster co college
    commerce commission committee company comune confederation conseil consortium consorzio consult consultants
    consulting coop cooperative cooperativa corp corporation council dd department dernegi development digital doo
    drustvo eood ead eeig ehf eig engineering energia energie energy ente entreprise epe etairia etaireia
    europe european europeenne ev evropske fakulta federacion federation foerening fond fondation fondazione fonden
    forening forum foundation fundacao fundacio fundacion fundacja fundatia gbr gemeinnutzige gesellschaft
    genossenschaft gie gmbh group groupe gruppe hf hospital hub ike inc industria industrial industrie industries
    industry ingenieurgesellschaft initiative innovation institut institute instituto instytut international internet
    istituto kft kg komora korlatolt kk kommune lab laboratories laboratory labs lbg lda limited liga llc llp ltd
    management mbh mbb medical museo museum national network nonprofit nv nyrt office oe oo ood organisation
    organization oy oyj organismos ou panepistimio partners partnership platform plc podjetje power pty publishing
    region research ry sa sab sae sal sanayi sarl sas sau scarl scrl school science sciences se services service
    sia sicav sihtasutus sirketi sl sll slu snc societa societe society sociedad sociedade software solutions spa spol
    spolka spolok sprl srl srls sro stichting stiftung stowarzyszenie studio syndicat systems szolgaltato tarsasag
    team tech technologies technology technologie technologia telecom trust uab ug ultd unione union universitaet
    universitat universite university uniwersytet vereniging verein verband vof vzw works zavod zoo zrt zartkoruen
    """.split()  # noqa: SIM905 - a block of words reads better than a list of strings
)
_CLOSED = ("spa", "srl", "gmbh", "sarl", "sprl", "bvba")


def may_be_person(name: str) -> bool:
    """Whether a private organisation's name could be a person's: two to five bare words, none of an organisation."""
    words = [word for word in re.split(r"[\s,.]+", name.casefold()) if word]
    if not 2 <= len(words) <= 5 or any(character.isdigit() or character in "&+/@()" for character in name):
        return False
    joined = re.sub(r"[.\s]", "", name.casefold())
    initials = re.search(r"\b\w\.\w\.", name)
    return not joined.endswith(_CLOSED) and initials is None and _WORDS.isdisjoint(words)
