"""A hundred thousand cooperations for the bench, with partners, people on them and their follow-up, written in bulk.

Everything is invented, from a fixed seed: the same rows on both databases, each run. The people are of ``crowd``.
"""

import itertools
import json
import random
import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from crowd import Crowd
from django.db import connection, models, transaction

from portulan.domains.cooperations import models as kept
from portulan.domains.organisation.models import Term
from portulan.domains.partners.models import Partner

PARTNERS, COOPERATIONS, ENTRIES = 4_000, 100_000, 10
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
TODAY = NOW.date()
_SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi zo qua tri neo hydro photo nano geo bio astro thermo"
SYLLABLES = tuple(re.findall(r"\w+", _SYLLABLES))
_STAGES = ("idea", "exploring", "emerging", "established", "structured", "dormant", "ended")
_BATCH = 5_000


@dataclass(frozen=True)
class Ground:
    """Row numbers of what cooperations join; those named first are met most often."""

    laboratories: Sequence[int]
    countries: Sequence[int]
    people: Sequence[int]
    terms: Sequence[int]
    partners: Sequence[int]


def fill(crowd: Crowd) -> None:
    """Write all of it in one transaction."""
    chance = random.Random(20261125)  # noqa: S311  invents rows, hides nothing, 2026-11-25
    with transaction.atomic():
        terms = list(Term.objects.order_by("pk").values_list("pk", flat=True))
        ground = Ground(
            laboratories=shuffled(chance, crowd.laboratories),
            countries=shuffled(chance, crowd.countries),
            people=crowd.people,
            terms=terms,
            partners=partners(chance, crowd.countries),
        )
        cooperations(chance, ground)
        follow_up(chance)


def shuffled(chance: random.Random, rows: Sequence[int]) -> list[int]:
    return chance.sample(list(rows), len(rows))


def name(chance: random.Random, words: int = 1) -> str:
    return " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).title() for _ in range(words))


def partners(chance: random.Random, countries: Sequence[int]) -> list[int]:
    rows = (
        (f"bench-{n}", f"{title} (fictitious)", title.casefold(), often(chance, countries), "registry")
        for n, title in ((n, f"University of {name(chance, 2)}") for n in range(PARTNERS))
    )
    insert(Partner, ("key", "name", "normal", "country", "origin"), rows)
    return list(Partner.objects.filter(key__startswith="bench-").order_by("pk").values_list("pk", flat=True))


def often(chance: random.Random, rows: Sequence[int], power: float = 2.0) -> int:
    """Some are met much more often than others."""
    return rows[int(len(rows) * chance.random() ** power)]


def numbers_of(model: type[models.Model], most: int) -> list[int]:
    return list(model._default_manager.order_by("pk").values_list("pk", flat=True)[:most])


def cooperations(chance: random.Random, ground: Ground) -> None:
    persons = ground.people
    vocabulary = [name(chance).lower() for _ in range(20_000)]
    insert(
        kept.Cooperation,
        _COOPERATION,
        (_cooperation(chance, n, vocabulary, persons) for n in range(COOPERATIONS)),
    )
    known = numbers_of(kept.Cooperation, COOPERATIONS)
    link = ("cooperation", "{}", "source", "rank")
    links: tuple[tuple[Any, str, Sequence[int], tuple[int, ...]], ...] = (
        (kept.CooperationUnit, "unit", ground.laboratories, (1, 1, 1, 2, 3)),
        (kept.CooperationPartner, "partner", ground.partners, (1, 1, 2, 3)),
        (kept.CooperationCountry, "country", ground.countries, (1, 1, 1, 2)),
        (kept.CooperationField, "term", ground.terms, (1, 2)),
    )
    for model, what, choices, sizes in links:
        columns = tuple(column.format(what) for column in link)
        insert(model, columns, linked(chance, known, choices, sizes))
    insert(
        kept.Member,
        ("cooperation", "person", "part", "right"),
        ((one, person, "lead", "edit") for one, person, *_ in linked(chance, known, persons, (1, 1, 2), 1.0)),
    )
    insert(
        kept.Proof,
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
    known = numbers_of(kept.Cooperation, COOPERATIONS)
    day = date(2024, 1, 1)
    notes = (
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
    insert(kept.Entry, ("cooperation", "kind", "on", "text", "recorded_at", "by_uid", "by_label"), notes)


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
        return json.dumps(value)
    if postgres or value is None:
        return value
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else value
