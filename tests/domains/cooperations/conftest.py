"""The small pack with two laboratories of two institutes, three partners, and people with mandates."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from analytics.conftest import once, raw
from portulan.domains.cooperations import services
from portulan.domains.cooperations.models import Cooperation
from portulan.domains.geography.models import Country
from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.models import Attachment, Mandate, Role, Unit, UnitName
from portulan.domains.organisation.queries import reach_of
from portulan.domains.partners.models import Partner
from portulan.domains.people.models import Person
from portulan.foundations.journal.actor import Actor
from portulan.insight.figures import Figures, published

__all__ = ["once", "raw"]

AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
TODAY = date(2026, 11, 25)

VERBS = {
    "researcher": ["cooperation.read", "cooperation.declare"],
    "correspondent": ["cooperation.read", "cooperation.declare", "cooperation.follow"],
    "referent": ["cooperation.read", "cooperation.declare", "cooperation.edit", "cooperation.follow"],
    "director": ["cooperation.read", "cooperation.edit", "cooperation.follow"],
    "administrator": ["organisation.manage"],
}


class Somebody:
    """A person with a mandate, as the services and queries see them."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.by = Actor(str(person.uid), str(person))

    @property
    def reach(self) -> Reach:
        return reach_of(self.person, TODAY)

    @property
    def acting(self) -> dict[str, Any]:
        return {"by": self.by, "reach": self.reach, "at": AT}


@pytest.fixture
def field(isle: Any) -> None:
    """Laboratories "wave" (of the sea) and "cloud" (of the sky); partners in Singapore, Senegal and Japan."""
    for code, parent in (("wave", "sea"), ("cloud", "sky")):
        unit = Unit.objects.create(code=code, kind="laboratory", origin="registry")
        UnitName.objects.create(
            unit=unit,
            origin="registry",
            name_fr=f"Labo {code}",
            name_en=f"{code} lab",
            folded=f"labo {code} {code} lab",
        )
        Attachment.objects.create(
            unit=unit, parent=Unit.objects.get(code=parent), kind="stated", origin="registry"
        )
    places = {"SG": "Lion University", "SN": "Baobab University", "JP": "Maple University"}
    for code, name in places.items():
        country = Country.objects.get(code=code)
        Partner.objects.create(key=f"test-{code.lower()}", name=name, country=country)
    for code, verbs in VERBS.items():
        Role.objects.update_or_create(code=code, defaults={"name_fr": code, "name_en": code, "verbs": verbs})


@pytest.fixture
def somebody(field: None) -> Callable[..., Somebody]:
    """``somebody("referent", units=["sea"], countries=["SG"])``; "outsider" has no mandate."""

    def make(role: str = "", *, units: tuple[str, ...] = (), countries: tuple[str, ...] = ()) -> Somebody:
        number = Person.objects.count()
        person = Person.objects.create(
            given_name=role.title() or "Nobody", family_name=f"N{number}", fictitious=True
        )
        if role:
            mandate = Mandate.objects.create(person=person, role=Role.objects.get(code=role))
            mandate.units.set(Unit.objects.filter(code__in=units))
            mandate.countries.set(Country.objects.filter(code__in=countries))
        return Somebody(person)

    return make


def given(**changes: Any) -> services.Given:
    values: dict[str, Any] = {"title": "Tides of the strait", "units": ["wave"], "partners": ["test-sg"]}
    return services.Given(**{**values, **changes})


@pytest.fixture
def declared(somebody: Callable[..., Somebody]) -> Callable[..., Cooperation]:
    """A cooperation declared by a researcher of the laboratories it names."""

    def make(by: Somebody | None = None, **changes: Any) -> Cooperation:
        what = given(**changes)
        who = by or somebody("researcher", units=tuple(what.units))
        return services.declare(given=what, today=TODAY, **who.acting)

    return make


@pytest.fixture(scope="session")
def figures(once: Any) -> Figures:
    """What the small raw folder of ``analytics.extract`` shows, counted there by hand."""
    shown = published(once)
    assert shown is not None
    return shown


@pytest.fixture
def teams(field: None) -> None:
    """The teams that the co-publications of that folder name, one in each institute."""
    for code, parent in (("team-alpha", "sea"), ("team-beta", "sky")):
        unit = Unit.objects.create(code=code, kind="team", origin="registry")
        UnitName.objects.create(unit=unit, origin="registry", name_fr=code.title(), name_en=code.title())
        Attachment.objects.create(
            unit=unit, parent=Unit.objects.get(code=parent), kind="stated", origin="registry"
        )
