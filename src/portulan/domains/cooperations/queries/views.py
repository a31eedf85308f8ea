"""What queries hand out: plain frozen values."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portulan.foundations.model.softdate import SoftDate


@dataclass(frozen=True, slots=True)
class Named:
    """A unit, a country or a subject of a cooperation; ``source`` says which data it was filled in from."""

    code: str
    name_fr: str
    name_en: str
    short_name: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class PartnerRef:
    """A partner of a cooperation."""

    key: str
    name: str
    short_name: str
    country: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class PersonRef:
    uid: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The next step of a cooperation; ``on`` and ``owner`` are None where nobody gave them."""

    text: str
    on: date | None
    owner: PersonRef | None
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationLine:
    """One line of a list. ``within``: the reader sees next step and people, not only what is public."""

    uid: UUID
    number: str
    title: str
    stage: str
    stage_label: str
    stage_since: date
    confidentiality: str
    confidentiality_label: str
    origin: str
    origin_label: str
    fictitious: bool
    within: bool
    units: tuple[Named, ...]
    partners: tuple[PartnerRef, ...]
    countries: tuple[Named, ...]
    step: Step | None
    declared_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestView:
    """``upheld`` is None while nobody has settled it."""

    uid: UUID
    by: str
    reason: str
    at: datetime
    upheld: bool | None
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofView:
    uid: UUID
    kind: str
    kind_label: str
    label: str
    key: str
    source_key: str
    count: int | None
    since: SoftDate | None
    until: SoftDate | None
    source: str
    source_url: str
    source_as_of: SoftDate | None
    by: str
    recorded_at: datetime
    contests: tuple[ContestView, ...]

    @property
    def stands(self) -> bool:
        """Whether nobody showed that it does not hold."""
        return not any(one.upheld for one in self.contests)

    @property
    def contested(self) -> bool:
        return any(one.upheld is None for one in self.contests)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    person: PersonRef
    part: str
    part_label: str
    right: str
    right_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactView:
    """A person on the partner's side."""

    uid: UUID
    name: str
    function: str
    partner: str
    partner_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnclosureView:
    uid: UUID
    name: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    uid: UUID
    kind: str
    kind_label: str
    on: date
    text: str
    by: str
    recorded_at: datetime
    files: tuple[EnclosureView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationView:
    """One cooperation for one reader; people and entries are empty for who is not ``within``."""

    line: CooperationLine
    summary: str
    language: str
    origin_source: str
    version: int
    author: PersonRef | None
    holder: PersonRef | None
    fields: tuple[Named, ...]
    proofs: tuple[ProofView, ...]
    members: tuple[MemberView, ...]
    contacts: tuple[ContactView, ...]
    entries: tuple[EntryView, ...]
    entries_total: int
    may_edit: bool
    may_follow: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """How many of the cooperations one sees have this stage, country...; ``code`` filters by it."""

    code: str
    name_fr: str
    name_en: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """``title`` is what was typed as one; ``cooperation`` the one it changes, None for a new one."""

    uid: UUID
    title: str
    saved_at: datetime
    values: dict[str, Any]
    cooperation: UUID | None


@dataclass(frozen=True, slots=True)
class SavedListView:
    uid: UUID
    name: str
    query: str
