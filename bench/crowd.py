"""A crowd for the bench: people, mandates, partners, cooperations and their follow-up, written in bulk.

Everybody and everything is invented, from a fixed seed: the same rows on both databases, each run.
"""

import itertools
import random
import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection, models, transaction

PEOPLE, MANDATES, PARTNERS, COOPERATIONS, ENTRIES = 30_000, 5_000, 4_000, 100_000, 10
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
TODAY = NOW.date()
_SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi zo qua tri neo hydro photo nano geo bio astro thermo"
SYLLABLES = tuple(re.findall(r"\w+", _SYLLABLES))
_STAGES = ("idea", "exploring", "emerging", "established", "structured", "dormant", "ended")
_BATCH = 5_000


@dataclass
class Field:
    """Row numbers of what the pack, the registry and the country list brought."""

    laboratories: list[int]
    institutes: dict[int, list[int]]
    countries: list[int]
    terms: list[int]
    partners: list[int] = field(default_factory=list)


def fill(say: Any = print) -> None:
    """Write the whole crowd in one transaction."""
    chance = random.Random(20261125)  # noqa: S311  invents rows, hides nothing, 2026-11-25
    with transaction.atomic():
        ground = ground_of(chance)
        say(f"{PEOPLE:,} people, {PARTNERS:,} partners")
        people(chance)
        ground.partners = partners(chance, ground)
        say(f"{MANDATES:,} mandates")
        mandates(chance, ground)
        say(f"{COOPERATIONS:,} cooperations")
        cooperations(chance, ground)
        say(f"{COOPERATIONS * ENTRIES:,} entries of follow-up")
        follow_up(chance)


def ground_of(chance: random.Random) -> Field:
    """Laboratories of the register; each is attached to an institute, so that referents have a scope."""
    from portulan.domains.geography.models import Country  # noqa: PLC0415  Django starts first, 2026-11-25
    from portulan.domains.organisation.models import Attachment, Term, Unit  # noqa: PLC0415

    laboratories = list(Unit.objects.filter(kind="laboratory").order_by("pk").values_list("pk", flat=True))
    institutes = list(Unit.objects.filter(kind="institute").order_by("pk").values_list("pk", flat=True))
    held: dict[int, list[int]] = {institute: [] for institute in institutes}
    for laboratory in laboratories:
        held[chance.choice(institutes)].append(laboratory)
    pairs = [(one, institute) for institute, labs in held.items() for one in labs]
    known = set(
        Attachment.objects.filter(kind="stated", parent__in=institutes).values_list("unit_id", flat=True)
    )
    rows = ((unit, parent, "stated", "registry", "", "") for unit, parent in pairs if unit not in known)
    insert(Attachment, ("unit", "parent", "kind", "origin", "confidence", "why"), rows)
    countries = list(Country.objects.exclude(code="FR").order_by("pk").values_list("pk", flat=True))
    chance.shuffle(countries)
    return Field(
        laboratories, held, countries, list(Term.objects.order_by("pk").values_list("pk", flat=True))
    )


def people(chance: random.Random) -> None:
    from portulan.domains.people.models import Person  # noqa: PLC0415

    rows = ((f"Given {n}", name(chance), True) for n in range(PEOPLE))
    insert(Person, ("given_name", "family_name", "fictitious"), rows)


def name(chance: random.Random, words: int = 1) -> str:
    return " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).title() for _ in range(words))


def partners(chance: random.Random, ground: Field) -> list[int]:
    from portulan.domains.partners.models import Partner  # noqa: PLC0415

    rows = (
        (f"bench-{n}", f"{title} (fictitious)", title.casefold(), often(chance, ground.countries), "registry")
        for n, title in ((n, f"University of {name(chance, 2)}") for n in range(PARTNERS))
    )
    insert(Partner, ("key", "name", "normal", "country", "origin"), rows)
    return list(Partner.objects.filter(key__startswith="bench-").order_by("pk").values_list("pk", flat=True))


def often(chance: random.Random, rows: Sequence[int], power: float = 2.0) -> int:
    """Some are met much more often than others."""
    return rows[int(len(rows) * chance.random() ** power)]


def numbers_of(model: type[models.Model], most: int) -> list[int]:
    return list(model._default_manager.order_by("pk").values_list("pk", flat=True)[:most])


def mandates(chance: random.Random, ground: Field) -> None:
    """Nine in ten look at one laboratory; the others at an institute, at countries, or at one of each."""
    from portulan.domains.organisation.models import Mandate, Role  # noqa: PLC0415
    from portulan.domains.people.models import Person  # noqa: PLC0415

    roles = dict(Role.objects.values_list("code", "pk"))
    holders = iter(numbers_of(Person, PEOPLE))
    units, countries = Mandate.units.through, Mandate.countries.through
    with_units: list[tuple[int, int]] = []
    with_countries: list[tuple[int, int]] = []
    rows = []
    for n in range(MANDATES):
        kind = n % 20
        role = {0: "referent", 1: "office-head", 2: "correspondent"}.get(kind, "researcher")
        rows.append(Mandate(person_id=next(holders), role_id=roles[role]))
    Mandate.objects.bulk_create(rows, batch_size=1000)
    for n, row in enumerate(rows):
        kind = n % 20
        if kind == 0:
            with_units.append((row.pk, chance.choice(list(ground.institutes))))
        elif kind == 1:
            with_countries += [(row.pk, one) for one in chance.sample(ground.countries, 5)]
        else:
            with_units.append((row.pk, often(chance, ground.laboratories)))
        if kind == 2:
            with_countries.append((row.pk, often(chance, ground.countries)))
    insert(units, ("mandate", "unit"), with_units)
    insert(countries, ("mandate", "country"), with_countries)


def cooperations(chance: random.Random, ground: Field) -> None:
    from portulan.domains.cooperations import models as rows  # noqa: PLC0415
    from portulan.domains.people.models import Person  # noqa: PLC0415

    persons = numbers_of(Person, PEOPLE)
    vocabulary = [name(chance).lower() for _ in range(20_000)]
    insert(
        rows.Cooperation,
        _COOPERATION,
        (_cooperation(chance, n, vocabulary, persons) for n in range(COOPERATIONS)),
    )
    known = numbers_of(rows.Cooperation, COOPERATIONS)
    link = ("cooperation", "{}", "source", "rank")
    links: tuple[tuple[Any, str, Sequence[int], tuple[int, ...]], ...] = (
        (rows.CooperationUnit, "unit", ground.laboratories, (1, 1, 1, 2, 3)),
        (rows.CooperationPartner, "partner", ground.partners, (1, 1, 2, 3)),
        (rows.CooperationCountry, "country", ground.countries, (1, 1, 1, 2)),
        (rows.CooperationField, "term", ground.terms, (1, 2)),
    )
    for model, what, choices, sizes in links:
        columns = tuple(column.format(what) for column in link)
        insert(model, columns, linked(chance, known, choices, sizes))
    insert(
        rows.Member,
        ("cooperation", "person", "part", "right"),
        ((one, person, "lead", "edit") for one, person, *_ in linked(chance, known, persons, (1, 1, 2), 1.0)),
    )
    insert(
        rows.Proof,
        ("cooperation", "kind", "key", "recorded_at", "by_uid", "by_label"),
        ((one, "declared", "declared", NOW, "system:bench", "bench") for one in known),
    )


def linked(
    chance: random.Random,
    known: Sequence[int],
    choices: Sequence[int],
    sizes: Sequence[int],
    power: float = 2.0,
) -> Iterator[tuple[int, int, str, int]]:
    for one in known:
        chosen = {often(chance, choices, power) for _ in range(chance.choice(sizes))}
        for rank, other in enumerate(sorted(chosen)):
            yield one, other, "", rank


_COOPERATION = tuple(
    re.findall(
        r"\w+",
        "number title folded summary stage stage_since confidentiality origin fictitious author holder declared_at "
        "changed_at version next_step next_step_on next_step_owner",
    )
)


def _cooperation(
    chance: random.Random, n: int, vocabulary: Sequence[str], persons: Sequence[int]
) -> tuple[Any, ...]:
    words = [vocabulary[int(len(vocabulary) * chance.random() ** 3)] for _ in range(chance.randint(4, 8))]
    title = " ".join(words).capitalize()
    declared = NOW - timedelta(minutes=chance.randint(0, 3 * 525_600))
    author = chance.choice(persons)
    step = f"Write to {words[0]}" if chance.random() < 0.6 else ""
    return (
        f"COOP-{declared.year}-{n:06d}",
        title,
        title.casefold(),
        "",
        chance.choices(_STAGES, weights=(10, 20, 25, 25, 8, 7, 5))[0],
        declared.date(),
        chance.choices(("public", "organisation", "need-to-know"), weights=(10, 85, 5))[0],
        "declared",
        True,
        author,
        chance.choice(persons) if chance.random() < 0.7 else None,
        declared,
        declared + timedelta(minutes=chance.randint(0, 10_000)),
        1,
        step,
        TODAY + timedelta(days=chance.randint(-60, 240)) if step else None,
        author if step else None,
    )


def follow_up(chance: random.Random) -> None:
    from portulan.domains.cooperations.models import Cooperation, Entry  # noqa: PLC0415

    known = numbers_of(Cooperation, COOPERATIONS)
    day = date(2024, 1, 1)
    rows = (
        (
            one,
            "note",
            day + timedelta(days=chance.randint(0, 1000)),
            f"Note {n}",
            NOW,
            "system:bench",
            "bench",
        )
        for one, n in itertools.product(known, range(ENTRIES))
    )
    insert(Entry, ("cooperation", "kind", "on", "text", "recorded_at", "by_uid", "by_label"), rows)


def insert(model: Any, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows by the hundred thousand: COPY on PostgreSQL, prepared statements on SQLite; other columns take defaults."""
    fields = [model._meta.get_field(name) for name in names]
    others = [one for one in model._meta.concrete_fields if one not in fields and not one.primary_key]
    makers = [_maker(one) for one in others]
    columns = [one.column for one in (*fields, *others)]
    postgres = connection.vendor == "postgresql"
    made = (
        tuple(_plain(value, postgres=postgres) for value in (*row, *(maker() for maker in makers)))
        for row in rows
    )
    table, quoted = model._meta.db_table, ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if postgres:
            with cursor.cursor.copy(f'COPY "{table}" ({quoted}) FROM STDIN') as copy:
                for row in made:
                    copy.write_row(row)
            return
        marks = ", ".join("?" * len(columns))
        statement = f'INSERT INTO "{table}" ({quoted}) VALUES ({marks})'  # noqa: S608  names of our own columns
        raw = cursor.cursor
        while part := list(itertools.islice(made, _BATCH)):
            raw.connection.executemany(statement, part)


def _maker(column: Any) -> Any:
    if isinstance(column, models.UUIDField) and not column.null:
        return uuid.uuid4
    value = column.get_default()
    return (lambda: value) if not callable(column.default) else column.get_default


def _plain(value: Any, *, postgres: bool) -> Any:
    """As the driver takes it: SQLite has neither dates nor UUID nor lists."""
    if isinstance(value, (list, dict)):
        import json  # noqa: PLC0415

        return json.dumps(value)
    if postgres or value is None:
        return value
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else value
