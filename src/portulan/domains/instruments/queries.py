"""The ladder of instruments; public, the same for everybody."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from portulan.domains.instruments.models import FormerName, Instrument, Rule
from portulan.domains.instruments.vocabulary import RuleKey
from portulan.domains.organisation.queries.views import DatedView, dated


@dataclass(frozen=True, slots=True)
class FormerNameView(DatedView):
    """A name the instrument bore; ``until`` is when it gave way."""

    short_name: str
    name_fr: str
    name_en: str


@dataclass(frozen=True, slots=True)
class RuleView(DatedView):
    """One rule as a source gives it; ``source_as_of`` is the date of what the source says."""

    key: str
    key_label: str
    text_fr: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Rung(DatedView):
    """One instrument; a rule that is not known is not there."""

    code: str
    rank: int
    short_name: str
    name_fr: str
    name_en: str
    summary_fr: str
    summary_en: str
    former_names: tuple[FormerNameView, ...]
    rules: tuple[RuleView, ...]


def ladder(at: date) -> tuple[Rung, ...]:
    """The rungs in force on ``at``, from the lightest; three queries."""
    return tuple(_rung(row) for row in _with_parts(Instrument.objects.at(at), at))


def instrument(code: str, at: date) -> Rung | None:
    """One rung, ended ones too."""
    return next((_rung(row) for row in _with_parts(Instrument.objects.filter(code=code), at)), None)


def instrument_named(name: str) -> str | None:
    """The code of the instrument that bears, or bore, this short name: "UMI" leads to the joint laboratory."""
    if not name:
        return None
    named = Instrument.objects.filter(short_name__iexact=name).values_list("code", flat=True)
    former = FormerName.objects.filter(short_name__iexact=name).values_list("instrument__code", flat=True)
    return next(iter([*named[:1], *former[:1]]), None)


def _with_parts(rows: QuerySet[Instrument], at: date) -> QuerySet[Instrument]:
    names = FormerName.objects.order_by("-until", "short_name")
    rules = Rule.objects.at(at).order_by("rank", "id")
    return rows.order_by("rank", "code").prefetch_related(
        Prefetch("former_names", names, to_attr="past_names"), Prefetch("rules", rules, to_attr="held_rules")
    )


def _rung(row: Instrument) -> Rung:
    return Rung(
        code=row.code,
        rank=row.rank,
        short_name=row.short_name,
        name_fr=row.name_fr,
        name_en=row.name_en,
        summary_fr=row.summary_fr,
        summary_en=row.summary_en,
        former_names=tuple(_former(one) for one in row.past_names),  # type: ignore[attr-defined]  # prefetched
        rules=tuple(_rule(one) for one in row.held_rules),  # type: ignore[attr-defined]  # prefetched
        **dated(row),
    )


def _former(row: FormerName) -> FormerNameView:
    return FormerNameView(short_name=row.short_name, name_fr=row.name_fr, name_en=row.name_en, **dated(row))


def _rule(row: Rule) -> RuleView:
    label = str(RuleKey(row.key).label)
    return RuleView(key=row.key, key_label=label, text_fr=row.text_fr, text_en=row.text_en, **dated(row))
