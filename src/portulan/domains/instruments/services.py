"""Load the ladder of instruments of a pack."""

from typing import Any

from portulan.domains.instruments.models import FormerName, Instrument, Rule
from portulan.domains.instruments.vocabulary.pack import InstrumentEntry, InstrumentsFile, check_instruments
from portulan.foundations.packs.section import Section, register
from portulan.foundations.packs.visit import Visit


def declare() -> None:
    """Register the section."""
    register(Section("instruments.toml", InstrumentsFile, load_instruments, check_instruments))


def load_instruments(document: InstrumentsFile, visit: Visit) -> None:
    """instruments.toml: rungs, former names, rules."""
    wanted = [_instrument(visit, entry, rank) for rank, entry in enumerate(document.instrument)]
    visit.keep(Instrument.objects.all(), wanted, key=("code",))
    rows = dict(Instrument.objects.values_list("code", "id"))
    called = {number: code for code, number in rows.items()}
    names = [name for entry in document.instrument for name in _former_names(visit, entry, rows[entry.code])]
    visit.keep(FormerName.objects.all(), names, key=("instrument_id", "short_name"))
    rules = [rule for entry in document.instrument for rule in _rules(visit, entry, rows[entry.code])]
    visit.keep(
        Rule.objects.all(),
        rules,
        key=("instrument_id", "key", "text_fr"),
        called=lambda row: f"{called[row.instrument_id]}: {row.key}",
    )


def _instrument(visit: Visit, entry: InstrumentEntry, rank: int) -> dict[str, Any]:
    return {
        "code": entry.code,
        "rank": rank,
        "short_name": entry.short or "",
        "name_fr": entry.name.fr,
        "name_en": entry.name.en,
        "summary_fr": entry.summary.fr if entry.summary else "",
        "summary_en": entry.summary.en if entry.summary else "",
        **visit.dated(entry),
    }


def _former_names(visit: Visit, entry: InstrumentEntry, instrument_id: int) -> list[dict[str, Any]]:
    return [
        {
            "instrument_id": instrument_id,
            "short_name": former.short,
            "name_fr": former.name.fr if former.name else "",
            "name_en": former.name.en if former.name else "",
            **visit.dated(former),
        }
        for former in entry.former
    ]


def _rules(visit: Visit, entry: InstrumentEntry, instrument_id: int) -> list[dict[str, Any]]:
    return [
        {
            "instrument_id": instrument_id,
            "key": rule.key.value,
            "text_fr": rule.fr,
            "text_en": rule.en,
            "rank": rank,
            **visit.dated(rule),
        }
        for rank, rule in enumerate(entry.rule)
    ]
