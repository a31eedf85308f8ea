"""A crowd for benches: laboratories under their institutes, people, and mandates of every width; the same for a seed.

Written in bulk, past the services: a bench measures what reads. Needs Django started, and countries and the CNRS pack
loaded.
"""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from portulan.domains.geography.models import Country
from portulan.domains.organisation.models import Attachment, Mandate, Role, Site, Unit
from portulan.domains.people.models import Account, Person
from portulan.foundations.model.softdate import SoftDate

SOURCE = "bench"
BEGINNING = datetime(2026, 1, 5, tzinfo=UTC)
BATCH = 2_000
TOWNS = 60
# How wide mandates are, of a hundred: as in a national organisation, most are for one laboratory.
WIDTHS = (
    ("laboratory", 70),
    ("laboratory and country", 12),
    ("site", 6),
    ("country", 6),
    ("institute", 5),
    ("whole", 1),
)


@dataclass(frozen=True)
class Crowd:
    """People of known width among all the others."""

    whole: Person
    institute: Person
    narrow: Person  # one laboratory, one country
    deputy: Person  # stands in for a delegate of the institute's holder: the longest chain
    many: Person  # twenty mandates of every width
    nobody: Person  # no mandate at all
    officer: Person  # looks after partners and agreements of the whole organisation
    laboratories: tuple[int, ...]  # row numbers
    countries: tuple[int, ...]
    people: tuple[int, ...]


@transaction.atomic
def fill(
    *, people: int = 30_000, mandates: int = 5_000, laboratories: int = 1_500, today: date, seed: int = 7
) -> Crowd:
    """Write the crowd; gives those of known width."""
    chance = random.Random(seed)  # noqa: S311  a bench, not a secret, 2026-11-25
    labs = _laboratories(laboratories, chance)
    persons = _people(people)
    known, others = persons[:7], persons[7:]
    whole, institute, narrow, deputy, many, nobody, officer = known
    top = Unit.objects.get(code="insis")
    country = Country.objects.get(code="SG")
    _mandates(mandates, others, labs, today, chance)
    _hold(whole, "director", today)
    _hold(officer, "partnership-officer", today)
    held = _hold(institute, "referent", today, units=[top.pk])
    _hold(narrow, "correspondent", today, units=[labs[0]], countries=[country.pk])
    delegated = _hold(others[0], "correspondent", today, parent=held, kind="delegated")
    _hold(deputy, "correspondent", today, parent=delegated, kind="deputy", until=today + timedelta(days=90))
    for number in range(20):
        _hold(many, "researcher", today, units=[labs[number]], countries=[country.pk] if number % 2 else ())
    countries = tuple(Country.objects.values_list("pk", flat=True))
    return Crowd(
        whole,
        institute,
        narrow,
        deputy,
        many,
        nobody,
        officer,
        tuple(labs),
        countries,
        tuple(row.pk for row in persons),
    )


def _laboratories(count: int, chance: random.Random) -> list[int]:
    """Laboratories in towns of France, each attached by a source to one of the institutes."""
    france = Country.objects.get(code="FR")
    towns = [
        Site(code=f"fr-bench-{number}", name=f"Town {number}", country=france) for number in range(TOWNS)
    ]
    Site.objects.bulk_create(towns)
    institutes = list(Unit.objects.filter(kind="institute").values_list("pk", flat=True))
    units = [
        Unit(
            code=f"bench-{number}",
            kind="laboratory",
            origin="registry",
            country=france,
            site=chance.choice(towns),
            source=SOURCE,
        )
        for number in range(count)
    ]
    Unit.objects.bulk_create(units, batch_size=BATCH)
    Attachment.objects.bulk_create(
        [
            Attachment(
                unit=unit, parent_id=institutes[number % len(institutes)], kind="stated", origin="registry"
            )
            for number, unit in enumerate(units)
        ],
        batch_size=BATCH,
    )
    return [unit.pk for unit in units]


def _people(count: int) -> list[Person]:
    accounts = [
        Account(email=f"bench-{number}@example.invalid", created_at=BEGINNING, password="!")  # noqa: S106  opens nothing, 2026-11-25
        for number in range(count)
    ]
    Account.objects.bulk_create(accounts, batch_size=BATCH)
    people = [
        Person(
            account=account, given_name=f"Given{number % 997}", family_name=f"Family{number}", fictitious=True
        )
        for number, account in enumerate(accounts)
    ]
    return Person.objects.bulk_create(people, batch_size=BATCH)


def _mandates(count: int, people: list[Person], labs: list[int], today: date, chance: random.Random) -> None:
    """Mandates of all widths; one in five ended before today."""
    roles = {role.code: role for role in Role.objects.all()}
    widths = chance.choices([name for name, _ in WIDTHS], [weight for _, weight in WIDTHS], k=count)
    rows = [
        Mandate(
            person=people[(number * 5) % len(people)],
            role=roles["director" if width == "whole" else "correspondent"],
            since=SoftDate("2020"),
            until=SoftDate("2024") if number % 5 == 0 else None,
            source=SOURCE,
        )
        for number, width in enumerate(widths)
    ]
    Mandate.objects.bulk_create(rows, batch_size=BATCH)
    institutes = list(Unit.objects.filter(kind="institute").values_list("pk", flat=True))
    sites = list(Site.objects.filter(code__startswith="fr-bench-").values_list("pk", flat=True))
    countries = list(Country.objects.values_list("pk", flat=True))
    units, lands, places = Mandate.units.through, Mandate.countries.through, Mandate.sites.through
    links: dict[type, list[object]] = {units: [], lands: [], places: []}
    for row, width in zip(rows, widths, strict=True):
        if width.startswith("laboratory"):
            links[units].append(units(mandate=row, unit_id=chance.choice(labs)))
        if width == "institute":
            links[units].append(units(mandate=row, unit_id=chance.choice(institutes)))
        if width.endswith("country"):
            links[lands].append(lands(mandate=row, country_id=chance.choice(countries)))
        if width == "site":
            links[places].append(places(mandate=row, site_id=chance.choice(sites)))
    for link, found in links.items():
        link._default_manager.bulk_create(found, batch_size=BATCH)


def _hold(
    person: Person, role: str, today: date, *, units=(), countries=(), parent=None, kind="given", until=None
):
    mandate = Mandate.objects.create(
        person=person,
        role=Role.objects.get(code=role),
        kind=kind,
        parent=parent,
        since=SoftDate(today.isoformat()),
        until=SoftDate(until.isoformat()) if until else None,
        source=SOURCE,
    )
    mandate.units.set(units)
    mandate.countries.set(countries)
    return mandate
