"""Whether a name in a list of private organisations may be that of a person trading under their own name.

A name is taken when it shows that it is an organisation's: a legal form, or a word only organisations bear. The
words were drawn from CORDIS's list of 2017, the most frequent first. Nothing else is a proof: two partners may join
their names with "&", add a year, or write their initials; a name may be long.
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
    sviluppo systemes biotecnologie telecommunications szervezet organisatie onderzoek foreningen groupement ricerca
    confederazione developpement epicheirisi synetairismos istaiga kereskedelmi nacional nazionale regional europeen
    nature world fund resources information centrum pesquisa of the for voor pour srlu slp innovations
    team tech technologies technology technologie technologia telecom trust uab ug ultd unione union universitaet
    universitat universite university uniwersytet vereniging verein verband vof vzw works zavod zoo zrt zartkoruen
    """.split()  # noqa: SIM905 - a block of words reads better than a list of strings
)
_CLOSED = ("spa", "srl", "gmbh", "sarl", "sprl", "bvba")

# Legal forms that are written with dots; other letters with dots are initials.
_DOTTED = frozenset(
    """
    ae as bv doo ead eood ev mbh nv oe oo ood pc sa sab sal sas sau sc sl sll slne slp slu snc spa srl srls sro zoo zs
    """.split()  # noqa: SIM905 - as above
)
_DOTS = re.compile(r"\b\w\.(?:\s?\w\.)*(?:\s?\w\b)?")
_WORD = re.compile(r"[^\W_]+(?:[-/'’][^\W_]+)*")


def may_be_person(name: str) -> bool:
    """Whether a private organisation's name could be a person's: two words or more, none of an organisation."""
    plain = name.casefold()
    if any(_closed(found) in _DOTTED for found in _DOTS.finditer(plain) if found.start()):
        return False
    words = [word for word in _WORD.findall(plain) if not any(character.isdigit() for character in word)]
    written_as_one = re.search(r"[\s,.]", plain.strip()) is None
    if written_as_one or len(words) < 2 or max(map(len, words)) < 2:
        return False
    return not re.sub(r"[.\s]", "", plain).endswith(_CLOSED) and _WORDS.isdisjoint(words)


def _closed(found: re.Match[str]) -> str:
    return re.sub(r"[.\s]", "", found[0])
