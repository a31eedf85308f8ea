"""The national registry's words for structures, in ours."""

from portulan.domains.organisation.vocabulary import UnitKind

_KINDS = {
    "unité propre": UnitKind.LABORATORY,
    "unité mixte": UnitKind.LABORATORY,
    "unité mixte internationale": UnitKind.LABORATORY,
    "equipe interne": UnitKind.TEAM,
    "structures fédératives de recherche": UnitKind.FEDERATION,
    "groupements de recherche": UnitKind.NETWORK,
    "groupements d'intérêt scientifique": UnitKind.NETWORK,
    "groupements d'intérêt public": UnitKind.NETWORK,
    "collaborations internationales de recherche": UnitKind.NETWORK,
    "fondations de coopération scientifique": UnitKind.NETWORK,
    "société privée": UnitKind.LABORATORY,
}


def kind_of(registry_kind: str) -> UnitKind:
    """Our kind for a type of structure of RNSR; what it adds later counts as a laboratory."""
    return _KINDS.get(registry_kind.strip().lower().replace("’", "'"), UnitKind.LABORATORY)


def unit_code(rnsr: str) -> str:
    """The code of the unit of a structure: "rnsr-200919745C"."""
    return f"rnsr-{rnsr}"


def team_code(key: str) -> str:
    """The code of the unit of a team: "team-acumes"."""
    return key if key.startswith("team-") else f"team-{key}"
