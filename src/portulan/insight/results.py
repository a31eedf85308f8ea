"""What insight hands out: plain frozen values, each figure with what is needed to judge it."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Period(NamedTuple):
    """Two calendar years, both included."""

    first: int
    last: int


class OrganisationRef(NamedTuple):
    """An organisation as one names it in passing; ``country`` is ISO alpha-2 or empty when unknown."""

    key: str
    name: str
    country: str


class OrganisationStanding(NamedTuple):
    """An organisation and what its registry says of the record: active, inactive, withdrawn, unregistered."""

    key: str
    name: str
    country: str
    status: str


class OrganisationFacts(NamedTuple):
    """What the registry tells of an organisation in passing."""

    city: str
    types: tuple[str, ...]
    website: str
    status: str


class SourceFile(NamedTuple):
    """A raw file that was read: its name in the raw folder, its size in bytes, its SHA-256 in hexadecimal."""

    name: str
    bytes: int
    sha256: str


class OrganisationName(NamedTuple):
    """A name with its language (ISO 639-1, or empty) and what it is: ror_display, label, alias, acronym."""

    text: str
    lang: str
    kinds: tuple[str, ...]


class OrganisationRelation(NamedTuple):
    """A relation as ROR gives it: parent, child, related, predecessor, successor."""

    kind: str
    key: str
    name: str
    country: str


class SourceLink(NamedTuple):
    """An identifier of another source tied to this organisation, and how: "answer", "identifier", "match"."""

    source: str
    source_id: str
    how: str


class StructureLabel(NamedTuple):
    """A label a supervising body gives a structure ("IRL 3288"), and the key of that body."""

    text: str
    body_key: str


class Candidate(NamedTuple):
    """An organisation that a text may mean, as the last build saw it."""

    key: str
    name: str
    country: str
    probability: float


@dataclass(frozen=True, slots=True)
class TextToCheck:
    """A text as a source writes it. ``count``: rows of the source that bear it (projects, works, structures).

    ``key`` is what it is tied to, empty when nothing is; ``probability`` that of the answer or of the best candidate.
    """

    source: str
    source_id: str
    text: str
    country: str
    count: int
    key: str
    probability: float
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Focal:
    """The organisation this lake was built for; ``ror`` is the bare nine characters."""

    pack: str
    name: str
    ror: str
    home_country: str
    has_copublications: bool

    @property
    def key(self) -> str:
        return f"ror-{self.ror}"


@dataclass(frozen=True, slots=True)
class NotEnough:
    """Too little for a figure: ``found`` where ``needed`` are needed, counted in ``unit`` (works, projects).

    ``period`` is the one in which they were counted, the first of a growth; None when nothing is known at all.
    """

    needed: int
    found: int
    unit: str
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Growth:
    """Annual growth (0.05 is five per cent a year) between two periods of equal length, with a 95 % interval.

    The share of the later period among both is binomial given the sum (Przyborowski & Wilenski 1940); its
    interval is Wilson's (1927); both are turned into a rate by (share / (1 - share)) ** (1 / years) - 1.
    ``low`` is -1 or more; ``high`` may be infinite.
    """

    rate: float
    low: float
    high: float
    first_period: Period
    last_period: Period
    count_first: int
    count_last: int


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken: ``row`` is its number in the file (the heading is 1); why, and what to do."""

    file: str
    row: int
    column: str
    value: str
    reason: str
    remedy: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What was read of a source. ``as_of`` is a year, a month or a day; ``missing``: no file was there."""

    key: str
    title: str
    publisher: str
    url: str
    licence: str
    as_of: str
    files: tuple[SourceFile, ...]
    rows_read: int
    rows_kept: int
    rows_refused: int
    reasons: dict[str, int]
    links: dict[str, int]
    refused_file: str | None
    missing: bool = False
    rows_merged: int = 0  # read and found again in another row: duplicates, older records of an identifier


@dataclass(frozen=True, slots=True)
class CountryShape:
    """A country as the map knows it; latitude and longitude in degrees, where its label stands."""

    code: str
    alpha3: str
    name_en: str
    continent: str
    region: str
    subregion: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class YearCount:
    """A count in a year with the 95 % interval of a Poisson count (Byar's approximation)."""

    year: int
    count: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CountryActivity:
    """Shared activity with a country in a year; ``fractional`` is None where only full counts exist."""

    country: str
    year: int
    count: int
    fractional: float | None

    @property
    def projects(self) -> int:
        return self.count

    @property
    def works(self) -> int:
        return self.count


@dataclass(frozen=True, slots=True)
class ProgrammeActivity:
    """Shared projects by programme part (H2020: ERC, MSCA, SC1...); a project may stand under several."""

    programme: str
    projects: int
    fractional: float
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class FieldActivity:
    """Shared works by field of science (first level of HAL) and year; a work may stand under several."""

    field: str
    year: int
    works: int
    fractional: float


@dataclass(frozen=True, slots=True)
class TeamActivity:
    """A team's shared works: ``key`` is "team-acumes", ``partners`` counts distinct partner organisations."""

    key: str
    team: str
    works: int
    partners: int
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class Project:
    """A European project in which the organisation takes part; ``start`` and ``end`` are ISO days."""

    rcn: str
    url: str
    programmes: tuple[str, ...]
    start: str
    end: str
    our_role: str
    partners: tuple[OrganisationRef, ...]
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """A co-publication known by its HAL identifier."""

    hal_id: str
    url: str
    year: int
    fields: tuple[str, ...]
    teams: tuple[str, ...]
    partners: tuple[OrganisationRef, ...]


@dataclass(frozen=True, slots=True)
class PartnerActivity:
    """What we share with one organisation in one source.

    ``share`` is ``count`` over all our projects or works of that source, with Wilson's 95 % interval.
    ``how`` tells by what the partner was tied to the registry: "answer" (a person's), "identifier", "match" or "none".
    """

    key: str
    name: str
    country: str
    source: str
    count: int
    fractional: float
    share: float
    share_low: float
    share_high: float
    first_year: int
    last_year: int
    growth: Growth | NotEnough
    how: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation: from ROR where it is known there, else from the one source that names it.

    ``status`` is active, inactive, withdrawn or unregistered; ``as_of`` is the date of the record.
    """

    key: str
    name: str
    names: tuple[OrganisationName, ...] = ()
    country: str = ""
    city: str = ""
    latitude: float | None = None
    longitude: float | None = None
    types: tuple[str, ...] = ()
    status: str = "unregistered"
    established: int | None = None
    website: str = ""
    external_ids: dict[str, tuple[str, ...]] = field(default_factory=dict)
    relations: tuple[OrganisationRelation, ...] = ()
    successors: tuple[OrganisationRef, ...] = ()
    works_count: int | None = None
    cited_by: int | None = None
    as_of: str = ""
    source: str = "ror"
    links: tuple[SourceLink, ...] = ()


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """One line of a list of organisations; ``works_count`` is OpenAlex's, None when not among the largest."""

    key: str
    name: str
    country: str
    city: str
    types: tuple[str, ...]
    works_count: int | None


@dataclass(frozen=True, slots=True)
class Structure:
    """A structure of the national registry (RNSR) that the focal organisation supervises or takes part in.

    ``our_nature`` is "supervising" or "participating". ``fields`` holds codes of the registry's fields of science
    ("1" to "10"), ``erc_panels`` codes of panels. ``address_country`` is None when nothing says where the
    structure stands; ``country_why`` is relation, crosswalk, home or unknown. ``international`` is true when the
    focal organisation itself labels it UMI or IRL. RNSR numbers stand in parents, children and predecessors.
    ``closed_year`` is None as long as the registry lists a structure: it lists open ones only.
    """

    rnsr: str
    name: str
    short_name: str
    labels: tuple[StructureLabel, ...]
    created: int | None
    kind: str
    city: str
    postcode: str
    address_country: str | None
    country_why: str
    country_source: str
    website: str
    fields: tuple[str, ...]
    erc_panels: tuple[str, ...]
    international: bool
    our_nature: str
    closed_year: int | None
    parents: tuple[str, ...]
    children: tuple[str, ...]
    predecessors: tuple[str, ...]
    url: str
    as_of: str
    ror: str | None


@dataclass(frozen=True, slots=True)
class Body:
    """A supervising or participating body of a structure; ``how`` tells by what it was tied to ROR."""

    rnsr: str
    key: str
    name: str
    short_name: str
    label: str
    nature: str
    type: str
    country: str | None
    how: str
