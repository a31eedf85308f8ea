"""Words that mean the same in the languages of affiliations, brought to one token; words that carry nothing."""

import re

# Articles, prepositions and conjunctions; legal forms, which a name may have or lack.
_FUNCTION_WORDS = """
the of and for at in on to from by with an or its de la le les l d du des et en au aux pour sur a der die
das den dem und fur fuer von vom zu zum zur im am di del della delle dei degli dell dello e ed per il lo gli
nel nella el los las y para do da dos no na nos nas o os as van het een voor te och i av til og det w we z
ze ve ile s t deemed be inc incorporated ltd limited llc llp gmbh corp corporation co plc sarl sas spa srl
bv nv kg pty oy ab aps ltda kk kgaa ev
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())

# What begins a word, longest first, and the token it becomes.
_BEGINNINGS = {
    "univ": "universi uniwers univers unive univ univerz univerc",
    "inst": "institu instytu intezet enstitu ynstitu inst",
    "hosp": "hospita hopita ospedal hospit krankenhaus klinikum sjukhus sykehus ziekenhui hastane szpital "
    "nemocnic bolnic hosp",
    "clinic": "clinic klinik kliniek clinique",
    "ctr": "centr center zentrum centrum zentr ctr cntr",
    "natl": "nationa nazional nacion natl narod narodow naciona",
    "lab": "laborato laboratoi labs",
    "acad": "academ akadem accadem acad akademi",
    "college": "colleg coleg colleges kolegi",
    "school": "school schule schools escuela ecole escola scuola skole skola szkol sch",
    "faculty": "facult fakult facol facul",
    "dept": "departm departe dept dipartim departam abteilung",
    "tech": "technolo technic technisc technik tecnolo tecnic techniq teknolo teknik teknis technick techniczn",
    "poly": "polytechn politecn polytekn politechn politehn",
    "sci": "scienc scient scienz cienci ciencia wissenschaf nauk naturwissenschaf sciences",
    "med": "medic medizin medecin medycz",
    "eng": "engineer ingenier ingegner engn inginer muhendis",
    "research": "research recherch investigac ricerc forschung pesquisa istrazivan onderzoek arastirma badan",
    "intl": "internationa internac internaz intl",
    "health": "health salud sante saude gesundheit sanita zdrow",
    "agr": "agricult agrar agronom landwirtschaf agricol agri",
    "ministry": "minister ministr ministe",
    "foundation": "foundat fondat fundaci fondazi stiftung fundac",
    "assoc": "associat asociac associaz assoc",
    "soc": "societ sociedad gesellschaft",
    "catholic": "catholi katholi cattolic catolic katolick",
    "phys": "physic physik physiq fisic fizik",
    "chem": "chemis chemie chimi quimic chemic kimya",
    "biol": "biolog",
    "math": "mathemat matemat",
    "autonoma": "autonom",
    "pharm": "pharmac farmac pharmaz",
    "dental": "dental odontolog dentist",
    "veterin": "veterin",
    "econ": "econom okonom",
    "psych": "psychiatr psiquiatr",
    "oncol": "oncolog onkolog",
    "cardiol": "cardiolog kardiolog",
    "environ": "environ",
    "energy": "energy energi energet",
    "geol": "geolog",
    "nuclear": "nucle nukle",
    "army": "military",
    "general": "general",
    "regional": "regional",
    "fed": "federal",
    "museum": "museum musee museo museu muzeum",
    "library": "librar bibliot",
    "obs": "observator",
    "pedag": "pedagog",
    "dev": "developm desarroll developp",
    "council": "council consejo conseil consiglio conselho",
    "agency": "agency agence agencia agenzia agentur",
    "royal": "royal",
    "island": "island isla ile",
}  # fmt: skip

_WHOLE = {
    "uni": "univ", "u": "univ", "unversity": "univ", "univercity": "univ", "universtity": "univ", "uniersity": "univ",
    "technol": "tech", "techno": "tech", "electron": "electronics", "comput": "computer",
    "computing": "computer", "telecommun": "telecommunication", "commun": "communication",
    "inf": "information", "informat": "information", "ind": "industrial", "mech": "mechanical",
    "elect": "electrical", "elec": "electrical", "mater": "material",
    "aeronaut": "aeronautics", "astronaut": "astronautics", "accel": "accelerator", "adv": "advanced",
    "sch": "school", "hosps": "hosp", "hospitals": "hosp", "sciences": "sci",
    "nazionali": "natl", "mgu": "msu", "theor": "theoretical", "exp": "experimental", "expt": "experimental",
    "petr": "petroleum", "cas": "cas", "educ": "education", "edu": "education",
    "tu": "tu", "lab": "lab", "labo": "lab", "med": "med", "medi": "med", "tech": "tech", "eng": "eng",
    "engg": "eng", "engrg": "eng",
    "res": "research", "rsch": "research", "sci": "sci", "scis": "sci", "nat": "natl", "int": "intl",
    "coll": "college", "col": "college",
    "fac": "faculty", "dep": "dept", "dpt": "dept", "depto": "dept", "min": "ministry", "gen": "general",
    "hlth": "health", "agric": "agr",
    "pol": "poly", "politec": "poly", "fed": "fed", "state": "state", "estatal": "state", "estadual": "state",
    "autonome": "autonoma",
    "saint": "st", "sankt": "st", "mount": "mt", "fort": "ft", "dr": "dr", "doctor": "dr", "biol": "biol",
    "chem": "chem", "phys": "phys",
    "math": "math", "pharm": "pharm", "dent": "dental", "vet": "veterin", "env": "environ",
    "environm": "environ", "soc": "soc", "obs": "obs",
    "reg": "regional", "mem": "memorial", "ist": "inst", "i": "i", "clin": "clinic", "cent": "ctr",
    "cen": "ctr", "inc": "inc",
    "hochschule": "hochschule", "fachhochschule": "hochschule", "appl": "applied", "angewandte": "applied",
    "angewandten": "applied",
    "chu": "chu", "nord": "north", "sud": "south", "northern": "north", "southern": "south", "eastern": "east",
    "western": "west",
    "dev": "dev", "mgmt": "management", "managment": "management", "sup": "super", "superior": "super",
    "superieur": "super", "superieure": "super",
    "ecole": "school", "istituto": "inst", "istituti": "inst", "yliopisto": "univ", "egyetem": "univ",
    "egyeteme": "univ", "ulikool": "univ",
    "sveuciliste": "univ", "daigaku": "univ", "rijksuniversiteit": "univ", "hogskolan": "college",
    "hogskola": "college", "hogskole": "college",
    "higher": "higher", "ingenieurs": "eng", "ingenieur": "eng", "arts": "arts", "art": "arts",
    # Places whose name differs between languages; one form for both.
    "munchen": "munich", "muenchen": "munich", "koln": "cologne", "koeln": "cologne", "wien": "vienna",
    "roma": "rome", "torino": "turin",
    "firenze": "florence", "milano": "milan", "napoli": "naples", "venezia": "venice", "genova": "genoa",
    "praha": "prague", "praze": "prague",
    "warszawa": "warsaw", "warszawski": "warsaw", "warszawska": "warsaw", "krakow": "cracow",
    "krakowie": "cracow", "lisboa": "lisbon",
    "sevilla": "seville", "moskva": "moscow", "moskau": "moscow", "kyiv": "kiev", "geneve": "geneva",
    "genf": "geneva", "bern": "bern", "berne": "bern",
    "basle": "basel", "bale": "basel", "bruxelles": "brussels", "brussel": "brussels", "antwerpen": "antwerp",
    "gent": "ghent",
    "kobenhavn": "copenhagen", "kobenhavns": "copenhagen", "goteborg": "gothenburg", "goteborgs": "gothenburg",
    "athina": "athens",
    "peking": "beijing", "nurnberg": "nuremberg", "nuernberg": "nuremberg", "hannover": "hanover",
    "bucuresti": "bucharest", "beograd": "belgrade",
    "beogradu": "belgrade", "zagrebu": "zagreb", "ljubljani": "ljubljana", "padova": "padua",
    "bologne": "bologna", "strassburg": "strasbourg",
    "wroclaw": "wroclaw", "helsingin": "helsinki", "turun": "turku", "tampereen": "tampere", "oulun": "oulu",
    "braunschweig": "brunswick",
    "uppsala": "uppsala", "uppsalas": "uppsala", "lunds": "lund", "stockholms": "stockholm",
    "trieste": "trieste", "zuerich": "zurich", "zuric": "zurich",
    "duesseldorf": "dusseldorf", "wuerzburg": "wurzburg", "tuebingen": "tubingen", "goettingen": "gottingen",
    "luebeck": "lubeck", "saarbruecken": "saarbrucken",
    "muenster": "munster", "osnabrueck": "osnabruck", "juelich": "julich", "linkoping": "linkoping",
    "linkopings": "linkoping", "coimbra": "coimbra",
    "catalunya": "catalonia", "cataluna": "catalonia", "andalucia": "andalusia",
    "bretagne": "brittany", "normandie": "normandy", "corse": "corsica",
    "bourgogne": "burgundy", "bayern": "bavaria",
    "sachsen": "saxony", "brasil": "brazil", "italia": "italy", "espana": "spain", "deutschland": "germany",
    "france": "france", "turkiye": "turkey",
    "nederland": "netherlands", "danmarks": "denmark", "danmark": "denmark", "norges": "norway",
    "sverige": "sweden", "chinese": "chinese",
    "londres": "london", "toulousain": "toulouse", "parisien": "paris", "edimbourg": "edinburgh",
    "quebecois": "quebec",
    "gutenberg": "gutenberg", "leuven": "leuven", "louvain": "louvain", "sofia": "sofia", "sofiiski": "sofia",
    "tokio": "tokyo",
}  # fmt: skip

_START_OF = {begin: token for token, words in _BEGINNINGS.items() for begin in words.split()}
_LONGEST = max(map(len, _START_OF))
_SHORTEST = min(map(len, _START_OF))

# A word in two: German compounds, and words glued together.
_HOSPITALS = "klinik|klinikum|kliniken|krankenhaus|spital|hospital|medizin"
_NORTHERN = "sjukhus|sykehus|hospital|ziekenhuis|sairaala"
_ENDINGS = (
    "universitat|universitaet|universiteit|universitetet|universitet|university|institute|hospital|college"
)
_COMPOUNDS = (
    (re.compile(rf"^universit(?:at|ats|aets)s?(?:{_HOSPITALS})\w*$"), ("univ", "hosp")),
    (re.compile(rf"^(?:universit\w*|akademi\w*)s?(?:{_NORTHERN})\w*$"), ("univ", "hosp")),
    (re.compile(r"^forschungs?(?:zentrum|center)\w*$"), ("research", "ctr")),
    (re.compile(r"^forschungsinstitut\w*$"), ("research", "inst")),
    (re.compile(r"^kantonsspital$"), ("kantons", "hosp")),
    (re.compile(rf"^(\w{{4,}})({_ENDINGS})$"), ("", "")),
)

_ORGANISATION_TOKENS = """
univ inst hosp clinic ctr lab acad college school poly hochschule foundation agency ministry museum obs
council tu company assoc soc bank library observatory laboratories group research chu irccs society trust
board authority bureau commission organization organisation office network consortium academy infirmary tech
sci hosps
"""
ORGANISATION_TOKENS = frozenset(_ORGANISATION_TOKENS.split())

# Those that make a stretch of text worth a search when no name of the registry covers it.
_SOUGHT_TOKENS = """
univ inst hosp clinic ctr college acad poly hochschule foundation agency ministry museum obs council tu
company assoc soc bank library observatory chu irccs trust board authority bureau commission organization
organisation academy infirmary lab
"""
SOUGHT_TOKENS = frozenset(_SOUGHT_TOKENS.split())

_UNIT_TOKENS = """
dept faculty school division section unit chair group program programme
"""
UNIT_TOKENS = frozenset(_UNIT_TOKENS.split())

# Words that name no organisation by themselves, even together.
_GENERIC = """
natl state regional general fed intl med health applied eng phys chem biol math agr research dental pharm
technical advanced higher royal central city public private north south east west first second third people
affiliated children women veterans american british french german italian spanish chinese japanese indian
korean russian australian canadian us new st de united
"""
GENERIC = ORGANISATION_TOKENS | UNIT_TOKENS | frozenset(_GENERIC.split())


def stem(word: str) -> tuple[str, ...]:
    """Canonical tokens of one folded word: none for a function word, two for a compound."""
    if word in FUNCTION_WORDS:
        return ()
    if word in _WHOLE:
        return (_WHOLE[word],)
    if len(word) < _SHORTEST or not word.isascii():
        return (word,)
    return _compound(word) or (_by_beginning(word),)


def _compound(word: str) -> tuple[str, ...]:
    if len(word) < 10:
        return ()
    for pattern, tokens in _COMPOUNDS:
        if met := pattern.match(word):
            return tokens if tokens[0] else (_by_beginning(met[1]), _by_beginning(met[2]))
    return ()


def _by_beginning(word: str) -> str:
    for length in range(min(_LONGEST, len(word)), _SHORTEST - 1, -1):
        token = _START_OF.get(word[:length])
        if token is not None and (length > 4 or length == len(word)):
            return token
    return word[:-1] if len(word) > 4 and word.endswith("s") and word[-2] not in "suic" else word
