"""Typing-ahead of organisations: what one keystroke costs the server, our partners and people's answers included.

Processor time of the web process, as for pages; wall time beside it, which a busy machine stretches.

The plain way beside it: the same text compared by rapidfuzz (WRatio) with every name of the registry and of the
partners, in the same process.
"""

import os
import random
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from run import Measure

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data" / "ror"
PARTNERS = 5_000
KEYSTROKES = 400
BUDGET = 30.0


def measure() -> list[Measure]:
    """Milliseconds of /partners/suggest.json over KEYSTROKES texts typed with mistakes, for one signed-in person."""
    with tempfile.TemporaryDirectory(prefix="portulan-bench-") as home:
        os.environ |= {
            "PORTULAN_HOME": home,
            "PACK": "cnrs",
            "DJANGO_SETTINGS_MODULE": "portulan.site.settings.local",
        }
        from pages import start  # noqa: PLC0415  needs the environment, 2026-11-25

        start()
        organisations = larger_registry()
        texts = typed(filled())
        return [*timed(texts, organisations), plain(texts[:20])]


def larger_registry() -> int:
    """Put the registry of the development data in the place of the sample's, where it stands beside the project."""
    from django.conf import settings  # noqa: PLC0415

    from portulan.insight import matching  # noqa: PLC0415

    place = matching.registry_of(settings.LAKE)
    files = sorted(SHARED.glob("*.jsonl.gz")) if SHARED.is_dir() else []
    if files:
        matching.build_registry(files=files, out=place)
    return int(matching.described(place)["organisations"])


def filled() -> list[str]:
    """Partners made by hand, and answers; gives names that people would type."""
    from portulan.domains.geography.queries import country_ids  # noqa: PLC0415
    from portulan.domains.partners.models import Partner, Pin  # noqa: PLC0415
    from portulan.methods.similarity.names import normal_form  # noqa: PLC0415

    dice, country = random.Random(7), country_ids()["SN"]  # noqa: S311
    words = (
        "institut",
        "marine",
        "tides",
        "coast",
        "ocean",
        "current",
        "harbour",
        "centre",
        "school",
        "delta",
        "reef",
    )
    names = [f"{' '.join(dice.sample(words, 4))} {number}" for number in range(PARTNERS)]
    Partner.objects.bulk_create(
        Partner(
            key=f"provisional-{n}",
            name=name,
            normal=normal_form(name),
            country_id=country,
            origin="provisional",
        )
        for n, name in enumerate(names)
    )
    at = datetime.now(UTC)
    Pin.objects.bulk_create(
        Pin(text=name, normal=normal_form(name), verdict="refused", at=at, by_uid="x", by_label="x")
        for name in (f"answered {number}" for number in range(2_000))
    )
    known = [
        "Nanyang Technological University",
        "Université de Genève",
        "Massachusetts Institute of Technology",
    ]
    known += [
        "Università di Bologna",
        "University of Cape Town",
        "Universidade de São Paulo",
        "Kyoto University",
    ]
    return [*known, *dice.sample(names, 20)]


def typed(names: list[str]) -> list[str]:
    """Beginnings of names, one letter wrong or missing, as they come key after key."""
    dice, found = random.Random(11), []  # noqa: S311
    while len(found) < KEYSTROKES:
        name = dice.choice(names)
        text = name[: dice.randint(3, len(name))]
        spot = dice.randrange(len(text))
        found.append(text[:spot] + text[spot + 1 :] if dice.random() < 0.5 else text)
    return found


def timed(texts: list[str], organisations: int) -> list[Measure]:
    """For who may know of every partner, and for who may know of those of one country: others are left out first."""
    from portulan.site import startup  # noqa: PLC0415

    of = f"{organisations:,} organisations, {PARTNERS:,} partners"
    began = time.process_time()
    startup.warm().join()
    made = (time.process_time() - began) * 1000
    found = [Measure(f"names made ready at the start of a process ({of})", made, "ms")]
    for name, account in readers().items():
        found += keystrokes(name, account, texts)
    return found


def keystrokes(name: str, account: object, texts: list[str]) -> list[Measure]:
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(account)
    first = milliseconds(client, texts[0])[0]
    spent = [milliseconds(client, text) for text in texts]
    processor, wall = (sorted(times) for times in zip(*spent, strict=True))
    with CaptureQueriesContext(connection) as queries:
        client.get("/partners/suggest.json", {"q": "nanyang technologcal"})
    late = int(len(texts) * 0.95)
    return [
        Measure(f"{name}: the first keystroke", first, "ms", BUDGET),
        Measure(f"{name}: keystroke, median", processor[len(texts) // 2], "ms"),
        Measure(f"{name}: keystroke, 95 of 100", processor[late], "ms", BUDGET),
        Measure(f"{name}: the slowest keystroke", processor[-1], "ms"),
        Measure(f"{name}: keystroke, 95 of 100, wall time", wall[late], "ms"),
        Measure(f"{name}: queries of a keystroke", len(queries), "queries", 12),
    ]


def readers() -> dict[str, object]:
    """Somebody who may know of every partner, and somebody who may know of those of a country without any."""
    return {
        "widest": reader("bench-wide", "partnership-officer"),
        "narrowest": reader("bench-narrow", "correspondent", countries=["JP"]),
    }


def reader(name: str, role: str, **scope: object) -> object:
    from django.conf import settings  # noqa: PLC0415

    from portulan.domains.organisation.services import give_mandate  # noqa: PLC0415
    from portulan.domains.people.services import create_account  # noqa: PLC0415
    from portulan.foundations.journal.actor import Actor  # noqa: PLC0415
    from portulan.foundations.outside.clock import clock  # noqa: PLC0415

    by, at, today = Actor("system:bench", "bench"), clock().now(), clock().today(settings.PORTULAN_TIME_ZONE)
    made = create_account(
        email=f"{name}@example.org", given_name="Bench", family_name="Mark", fictitious=True, by=by, at=at
    )
    give_mandate(person=made.person, role_code=role, by=by, at=at, today=today, **scope)
    return made.account


def milliseconds(client: object, text: str) -> tuple[float, float]:
    """Of the processor, and of the wall clock."""
    began, wall = time.process_time(), time.perf_counter()
    response = client.get("/partners/suggest.json", {"q": text})  # type: ignore[attr-defined]
    if response.status_code != 200:
        raise RuntimeError(f"{text!r} answered {response.status_code}")
    return (time.process_time() - began) * 1000, (time.perf_counter() - wall) * 1000


def plain(texts: list[str]) -> Measure:
    """Every name compared, one by one."""
    from django.conf import settings  # noqa: PLC0415
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    from portulan.domains.partners.models import Partner  # noqa: PLC0415
    from portulan.insight.figures import published  # noqa: PLC0415

    figures = published(settings.LAKE)
    names = [row[0] for row in figures._rows("organisation_names", ("name",))] if figures else []
    names += Partner.objects.values_list("name", flat=True)
    began = time.process_time()
    for text in texts:
        process.extract(text, names, scorer=fuzz.WRatio, limit=8)
    spent = (time.process_time() - began) * 1000 / len(texts)
    return Measure(f"the plain way, a keystroke ({len(names):,} names of the sample)", spent, "ms")


if __name__ == "__main__":
    for line in measure():
        print(f"{line.what:<70}{line.value:8.1f} {line.unit}")
