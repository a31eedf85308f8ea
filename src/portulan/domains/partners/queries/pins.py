"""What people answered about texts, for pages, for typing-ahead and for the next build."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portulan.domains.partners.models import Pin
from portulan.domains.partners.vocabulary import NORMAL_LENGTH, Verdict
from portulan.methods.similarity.names import normal_form


@dataclass(frozen=True, slots=True)
class PinView:
    """An answer in force: who gave it, when, why; ``keys`` are of organisations, none when the text names none."""

    uid: str
    text: str
    country: str
    verdict: str
    verdict_label: str
    keys: tuple[str, ...]
    why: str
    by: str
    at: datetime
    seen: dict[str, str]


def pin_for(text: str, country: str = "") -> PinView | None:
    """The answer for a text: that for texts of this country, else that for all."""
    found = pins_for([text], country)
    return found.get(text)


def pins_for(texts: list[str], country: str = "") -> dict[str, PinView]:
    """Answers by text, for those that have one; one query."""
    normals = {text: normal_form(text)[:NORMAL_LENGTH] for text in texts}
    wanted = {normal for normal in normals.values() if normal}
    rows = Pin.objects.filter(withdrawn_at__isnull=True, normal__in=wanted, country__in={"", country})
    by_normal = {
        row.normal: row for row in rows.order_by("country")
    }  # that of the country comes last, and wins
    return {text: _view(by_normal[normal]) for text, normal in normals.items() if normal in by_normal}


def pins() -> tuple[PinView, ...]:
    """Every answer in force, the latest first."""
    rows = Pin.objects.filter(withdrawn_at__isnull=True).order_by("-at", "-id")
    return tuple(_view(row) for row in rows)


def decisions(at: date) -> dict[str, Any]:
    """What the next data build must know of partners: people's answers about texts, which win over the matcher."""
    rows = Pin.objects.filter(withdrawn_at__isnull=True).order_by("normal", "country")
    return {
        "pins": [
            {"text": row.text, "verdict": row.verdict, "keys": list(row.keys), "country": row.country}
            for row in rows
        ]
    }


def _view(row: Pin) -> PinView:
    return PinView(
        uid=str(row.uid),
        text=row.text,
        country=row.country,
        verdict=row.verdict,
        verdict_label=str(Verdict(row.verdict).label),
        keys=tuple(row.keys),
        why=row.why,
        by=row.by_label,
        at=row.at,
        seen=dict(row.seen),
    )


def pins_naming(key: str, *, limit: int = 50) -> tuple[PinView, ...]:
    """Answers in force that name an organisation, the latest first."""
    rows = Pin.objects.filter(withdrawn_at__isnull=True, keys__icontains=f'"{key}"').order_by("-at", "-id")
    return tuple(_view(row) for row in rows[:limit] if key in row.keys)
