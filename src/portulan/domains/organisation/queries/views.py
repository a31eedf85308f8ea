"""What queries hand out: plain frozen values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from portulan.domains.organisation.models import UnitLabel
from portulan.domains.organisation.vocabulary import AttachmentKind, Confidence, UnitKind
from portulan.foundations.model.softdate import SoftDate

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedView:
    """When it holds (None: not known), and where this was read (empty: nowhere said)."""

    since: SoftDate | None = None
    until: SoftDate | None = None
    source: str = ""
    source_url: str = ""
    source_as_of: SoftDate | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of ``total``."""

    rows: tuple[T, ...]
    total: int
    limit: int
    offset: int


@dataclass(frozen=True, slots=True)
class PackView:
    """The organisation; ``focal`` is how public sources know it."""

    code: str
    name_fr: str
    name_en: str
    short_name: str
    home_country: str
    ror: str
    copublications: bool
    focal: dict[str, Any]
    loaded_at: datetime
    digest: str

    @property
    def key(self) -> str:
        return f"ror-{self.ror}"


@dataclass(frozen=True, slots=True)
class NameView(DatedView):
    name_fr: str
    name_en: str
    short_name: str


@dataclass(frozen=True, slots=True)
class LabelView(DatedView):
    text: str


@dataclass(frozen=True, slots=True)
class AttachmentView(DatedView):
    """To what a unit belongs: ``stated`` by a source, or proposed with a confidence (high, medium, low)."""

    code: str
    kind: str
    name_fr: str
    name_en: str
    short_name: str
    stated: bool
    confidence: str
    confidence_label: str
    why: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One line of a list of units; ``country`` is empty when not known, ``institute`` None when unattached."""

    code: str
    kind: str
    kind_label: str
    name_fr: str
    name_en: str
    short_name: str
    label: str
    country: str
    country_source: str
    city: str
    international: bool
    since: SoftDate | None
    until: SoftDate | None
    institute: AttachmentView | None


@dataclass(frozen=True, slots=True)
class UnitView(DatedView):
    """All that is known of a unit; names and labels include past ones, latest first."""

    line: UnitLine
    names: tuple[NameView, ...]
    labels: tuple[LabelView, ...]
    attachments: tuple[AttachmentView, ...]
    website: str
    latitude: float | None
    longitude: float | None
    rnsr: str
    ror: str
    origin: str
    note_fr: str
    note_en: str
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Level(DatedView):
    """One level with those below it. ``also`` are other names that hold, ``former`` those that held."""

    code: str
    kind: str
    kind_label: str
    name_fr: str
    name_en: str
    short_name: str
    website: str
    note_fr: str
    note_en: str
    also: tuple[NameView, ...]
    former: tuple[NameView, ...]
    children: tuple["Level", ...]


@dataclass(frozen=True, slots=True)
class InstituteLine:
    """An institute with its laboratories: attached by a source, or proposed from their field."""

    code: str
    name_fr: str
    name_en: str
    short_name: str
    also: tuple[NameView, ...]
    stated: int
    proposed: int


@dataclass(frozen=True, slots=True)
class InstituteCounts:
    """The laboratories of one institute, and of all ``laboratories`` those that no institute has."""

    stated: int
    proposed: int
    unattached: int
    laboratories: int


@dataclass(frozen=True, slots=True)
class Institutes:
    """All laboratories, counted once: the lines and ``unattached`` add up to ``laboratories``."""

    lines: tuple[InstituteLine, ...]
    unattached: int
    laboratories: int


@dataclass(frozen=True, slots=True)
class ClassificationView(DatedView):
    """A version of a list of subjects; ``terms`` is how many it has."""

    code: str
    version: str
    name_fr: str
    name_en: str
    terms: int


@dataclass(frozen=True, slots=True)
class TermView:
    """A subject; its names are empty where only its code was read."""

    code: str
    name_fr: str
    name_en: str


DATED = ("since", "until", "source", "source_url", "source_as_of")
_KINDS = {kind.value: kind.label for kind in UnitKind}
_CONFIDENCES = {confidence.value: confidence.label for confidence in Confidence}


def dated(row: Any) -> dict[str, Any]:
    """The dated columns of a row."""
    return {
        "since": row.since,
        "until": row.until,
        "source": row.source,
        "source_url": row.source_url,
        "source_as_of": row.source_as_of,
    }


def holds(view: DatedView, day: date) -> bool:
    """Whether it holds on ``day``: the rule of ``Dated.holds_at``, for what queries hand out."""
    text = day.isoformat()
    return (view.since is None or view.since.text <= text) and (view.until is None or view.until.text > text)


def name_of(values: Sequence[Any]) -> NameView:
    """A name from its values: in French, in English, short, then the dated ones."""
    name_fr, name_en, short_name, since, until, source, source_url, source_as_of = values
    return NameView(
        name_fr=name_fr,
        name_en=name_en,
        short_name=short_name,
        since=since,
        until=until,
        source=source,
        source_url=source_url,
        source_as_of=source_as_of,
    )


def label_view(row: UnitLabel) -> LabelView:
    return LabelView(text=row.text, **dated(row))


def attachment_view(row: Any, name: NameView) -> AttachmentView:
    """``row`` has the code and kind of the parent as ``parent_code`` and ``parent_kind``; ``name`` is the parent's."""
    return AttachmentView(
        code=row.parent_code,
        kind=row.parent_kind,
        name_fr=name.name_fr,
        name_en=name.name_en,
        short_name=name.short_name,
        stated=row.kind == AttachmentKind.STATED,
        confidence=row.confidence,
        confidence_label=str(_CONFIDENCES[row.confidence]) if row.confidence else "",
        why=row.why,
        since=row.since,
        until=row.until,
        source=row.source,
        source_url=row.source_url,
        source_as_of=row.source_as_of,
    )


def kind_label(kind: str) -> str:
    """What a unit is, in the active language."""
    return str(_KINDS[kind])


def unit_line(
    row: Any, *, name: NameView, label: str = "", institute: AttachmentView | None = None
) -> UnitLine:
    """``row`` has the code of the country as ``country_code``, None where it is not known."""
    return UnitLine(
        code=row.code,
        kind=row.kind,
        kind_label=kind_label(row.kind),
        name_fr=name.name_fr,
        name_en=name.name_en,
        short_name=name.short_name,
        label=label,
        country=row.country_code or "",
        country_source=row.country_source,
        city=row.city,
        international=row.international,
        since=row.since,
        until=row.until,
        institute=institute,
    )
