"""People of the small pack who give, delegate and stand in for mandates."""

from typing import Any

from cast.people import make
from domains.packed import AT, BY, TODAY, load_pack, small_pack, structure
from portulan.domains.organisation.models import Mandate
from portulan.domains.organisation.queries import reach_of
from portulan.domains.organisation.services import (
    delegate_mandate,
    give_mandate,
    name_deputy,
    take_in_structures,
)
from portulan.domains.people.queries import actor_of
from portulan.foundations.journal.actor import Actor
from portulan.foundations.model.softdate import SoftDate

SHELL = Actor(uid="system:shell", label="administrator's shell")
LATER = SoftDate("2027-03-01")
ROLES = """
[[role]]
code = "keeper"
name.fr = "Gardien"
name.en = "Keeper"
verbs = ["data.build", "organisation.manage", "mandate.give"]
[[role]]
code = "head"
name.fr = "Direction"
name.en = "Head"
verbs = ["mandate.give", "mandate.delegate", "cooperation.read", "cooperation.follow"]
[[role]]
code = "referent"
name.fr = "Référent"
name.en = "Referent"
verbs = ["mandate.delegate", "cooperation.read", "cooperation.edit"]
[[role]]
code = "reader"
name.fr = "Lecteur"
name.en = "Reader"
verbs = ["cooperation.read"]
"""
UNITS = "\n".join(
    f'[[unit]]\nrnsr = "{rnsr}"\nshort = "{short}"\nname = "{short}"\nparent = "{parent}"\nsource = "log"\n'
    for rnsr, short, parent in (
        ("200900001A", "A", "sea"),
        ("200900002B", "B", "sea"),
        ("200900003C", "C", "sky"),
    )
)
A, B, C = "rnsr-200900001A", "rnsr-200900002B", "rnsr-200900003C"
NAMES = ("administrator", "director", "referent", "correspondent", "researcher")


def muster(isle) -> dict[str, Any]:
    """People by name: an administrator, the head and the referent of the sea (and the referent's mandate), others."""
    load_pack(small_pack(isle, roles=ROLES, units=UNITS))
    towns = (("200900001A", "GRENOBLE CEDEX 9"), ("200900002B", "Brest"), ("200900003C", "Grenoble"))
    take_in_structures(
        [structure(rnsr, city=town, address_country="FR") for rnsr, town in towns], by=BY, at=AT, today=TODAY
    )
    people: dict[str, Any] = {name: make(name).person for name in NAMES}
    shell_gives(people["administrator"], "keeper")
    shell_gives(people["director"], "head", units=["sea"])
    people["mandate"] = shell_gives(people["referent"], "referent", units=["sea"], until=SoftDate("2028"))
    return people


def shell_gives(person, role, **more) -> Mandate:
    return give_mandate(person=person, role_code=role, by=SHELL, at=AT, today=TODAY, **more)


def acting(person, today=TODAY) -> dict[str, Any]:
    return {"by": actor_of(person), "at": AT, "today": today, "reach": reach_of(person, today)}


def give(crew, by, to="researcher", role="reader", **more) -> Mandate:
    return give_mandate(person=crew[to], role_code=role, **acting(crew[by]), **more)


def delegate(crew, by="referent", to="correspondent", role="reader", **more) -> Mandate:
    return delegate_mandate(
        **{"parent": crew["mandate"], "person": crew[to], "role_code": role, **acting(crew[by]), **more}
    )


def deputise(crew, by="referent", to="researcher", until=LATER, **more) -> Mandate:
    return name_deputy(
        **{"parent": crew["mandate"], "person": crew[to], "until": until, **acting(crew[by]), **more}
    )
