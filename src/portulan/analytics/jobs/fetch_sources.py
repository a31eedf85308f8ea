"""What each source that is fetched wants to be asked, page after page, and where its records are in an answer."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NoReturn, Protocol

from portulan.analytics.tables.organisations import ROR
from portulan.analytics.tables.refusal import Refusal, UnusableError

Found = dict[str, Any]


class SchemaError(Exception):
    """An answer does not have the form its documentation promises; the text names what lacks."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: works of an organisation, changed (or published) since a day. Empty: not given."""

    institution: str = ""
    since: date | None = None
    published: bool = False
    structure: str = ""
    collection: str = ""


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a source knows us by; never written, never shown."""

    key: str = field(default="", repr=False)
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Request:
    """One question. ``path`` is put after the address of the service."""

    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    sent: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One answer: its records, what to ask next (None at the end), and how many there are in all, when it says."""

    records: list[Found]
    following: Any
    total: int | None


class FetchSource(Protocol):
    """A source that is fetched.

    ``pause``: seconds between two questions; ``calls``: allowed in a day, 0 for no limit; ``forbidden``: what to do
    when the service answers that this may not be asked.
    """

    @property
    def key(self) -> str: ...

    @property
    def address(self) -> str: ...

    @property
    def pause(self) -> float: ...

    @property
    def calls(self) -> int: ...

    @property
    def forbidden(self) -> str: ...

    def label(self, wanted: Wanted) -> str:
        """A short name of what is wanted, for the names of files."""

    def check(self, wanted: Wanted, secrets: Secrets) -> None:
        """Raises UnusableError when something that the source needs is not given."""

    def first(self, wanted: Wanted) -> Request | None:
        """A question to ask before the pages, or None."""

    def page(self, wanted: Wanted, known: Found, following: Any) -> Request:
        """The question for a page; ``known`` is what ``first`` answered; ``following`` is None for the first page."""

    def signed(self, request: Request, secrets: Secrets) -> Request:
        """The question with what the source knows us by."""

    def read(self, answer: Found, following: Any) -> Page:
        """The page in an answer. Raises SchemaError."""

    def identifier(self, record: Found) -> str:
        """The identifier of a record. Raises SchemaError when it has none."""

    def place(self, *, day: date, label: str, number: int) -> str:
        """Where part ``number`` goes, under the raw folder."""


def _refuse(option: str, remedy: str, value: str = "") -> NoReturn:
    raise UnusableError(
        Refusal("data fetch", 0, option, value[:40], "pattern" if value else "missing", remedy)
    )


def _check(option: str, value: str, pattern: str, remedy: str) -> None:
    if not re.fullmatch(pattern, value):
        _refuse(option, remedy, value)


_ROR_REMEDY = "Give the ROR identifier of an organisation: 02feahw73."


def _need(answer: Found, path: str) -> Any:
    """What stands at a path of keys; raises SchemaError naming the path when it is not there."""
    found: Any = answer
    for key in path.split("."):
        if not isinstance(found, dict) or key not in found:
            raise SchemaError(path)
        found = found[key]
    return found


def _records(answer: Found, path: str) -> list[Found]:
    found = _need(answer, path)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise SchemaError(path)
    return found


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) else None


def _identifier(record: Found, key: str, start: str = "") -> str:
    value = record.get(key)
    if not isinstance(value, str) or not value.startswith(start) or value == start:
        raise SchemaError(key)
    return value


def _ror(institution: str) -> str:
    return institution.rpartition("/")[2].lower()


@dataclass(frozen=True, slots=True)
class OpenAlex:
    """https://developers.openalex.org: a key (free, a dollar of calls a day: 10,000 lists of 100 works), cursors."""

    key: str = "openalex"
    address: str = "https://api.openalex.org"
    pause: float = 0.2
    calls: int = 10_000
    forbidden: str = "Changes since a day may need a paid plan: add --published, or take the snapshot."

    def label(self, wanted: Wanted) -> str:
        return _ror(wanted.institution)

    def check(self, wanted: Wanted, secrets: Secrets) -> None:
        _check("--institution", _ror(wanted.institution), ROR, _ROR_REMEDY)
        if not secrets.key:
            _refuse(
                "OPENALEX_API_KEY",
                "Get a free key at openalex.org/settings/api and put it in the environment.",
            )

    def first(self, wanted: Wanted) -> Request | None:
        return Request(f"/institutions/ror:{_ror(wanted.institution)}")

    def page(self, wanted: Wanted, known: Found, following: Any) -> Request:
        number = _identifier(known, "id", "https://openalex.org/I").rpartition("/")[2]
        filters = [f"authorships.institutions.lineage:{number}"]
        if wanted.since is not None:
            name = "from_publication_date" if wanted.published else "from_updated_date"
            filters.append(f"{name}:{wanted.since.isoformat()}")
        return Request("/works", {"filter": ",".join(filters), "per_page": "100", "cursor": following or "*"})

    def signed(self, request: Request, secrets: Secrets) -> Request:
        return Request(request.path, {**request.query, "api_key": secrets.key}, request.headers, request.sent)

    def read(self, answer: Found, following: Any) -> Page:
        records = _records(answer, "results")
        cursor = _need(answer, "meta.next_cursor")
        if cursor is not None and not isinstance(cursor, str):
            raise SchemaError("meta.next_cursor")
        total = _number(_need(answer, "meta.count"))
        return Page(records, cursor if records else None, total)

    def identifier(self, record: Found) -> str:
        return _identifier(record, "id", "https://openalex.org/W")

    def place(self, *, day: date, label: str, number: int) -> str:
        return f"openalex_works/updated_date={day.isoformat()}/part_{label}_{number:03d}.gz"


_HAL_FIELDS = (
    "docid,uri_s,halId_s,doiId_s,title_s,docType_s,publicationDate_s,publicationDateY_i,producedDateY_i,"
    "modifiedDate_tdate,authQuality_s,authFullNameFormIDPersonIDIDHal_fs,authIdHasStructure_fs,"
    "structId_i,structCountry_s,labStructId_i,labStructCountry_s,instStructId_i,instStructCountry_s,"
    "primaryDomain_s,domainAllCode_s"
)


@dataclass(frozen=True, slots=True)
class Hal:
    """https://api.archives-ouvertes.fr/docs/search: open, Solr; works of a structure of AureHAL or of a collection."""

    key: str = "hal"
    address: str = "https://api.archives-ouvertes.fr"
    pause: float = 0.5
    calls: int = 0
    forbidden: str = "Check what is asked, and what the service allows."

    def label(self, wanted: Wanted) -> str:
        return wanted.collection.lower() or f"struct{wanted.structure}"

    def check(self, wanted: Wanted, secrets: Secrets) -> None:
        if wanted.collection:
            remedy = "Write the code of a collection, in capitals: INRIA."
            _check("--collection", wanted.collection, r"[A-Z0-9][A-Z0-9_-]{0,60}", remedy)
        if wanted.structure or not wanted.collection:
            remedy = "Give the number of a structure in AureHAL, or the code of a --collection."
            _check("--structure", wanted.structure, r"\d{1,12}", remedy)

    def first(self, wanted: Wanted) -> Request | None:
        return None

    def page(self, wanted: Wanted, known: Found, following: Any) -> Request:
        path = f"/search/{wanted.collection}/" if wanted.collection else "/search/"
        filters = []
        if wanted.structure:
            filters.append(f"structId_i:{wanted.structure}")
        if wanted.since is not None:
            name = "publicationDate_tdate" if wanted.published else "modifiedDate_tdate"
            filters.append(f"{name}:[{wanted.since.isoformat()}T00:00:00Z TO *]")
        asked = " AND ".join(filters) or "*:*"
        fixed = {"q": asked, "wt": "json", "rows": "200", "sort": "docid asc", "fl": _HAL_FIELDS}
        return Request(path, {**fixed, "cursorMark": following or "*"})

    def signed(self, request: Request, secrets: Secrets) -> Request:
        return request

    def read(self, answer: Found, following: Any) -> Page:
        records = _records(answer, "response.docs")
        mark = _need(answer, "nextCursorMark")
        if not isinstance(mark, str):
            raise SchemaError("nextCursorMark")
        ended = not records or mark == following
        return Page(records, None if ended else mark, _number(_need(answer, "response.numFound")))

    def identifier(self, record: Found) -> str:
        return _identifier(record, "halId_s")

    def place(self, *, day: date, label: str, number: int) -> str:
        return _publications(self.key, day, label, number)


@dataclass(frozen=True, slots=True)
class Crossref:
    """https://api.crossref.org: open; an address of mail in CROSSREF_MAILTO asks for the polite pool."""

    key: str = "crossref"
    address: str = "https://api.crossref.org"
    pause: float = 1.0
    calls: int = 0
    forbidden: str = "Check what is asked, and what the service allows."

    def label(self, wanted: Wanted) -> str:
        return _ror(wanted.institution)

    def check(self, wanted: Wanted, secrets: Secrets) -> None:
        _check("--institution", _ror(wanted.institution), ROR, _ROR_REMEDY)

    def first(self, wanted: Wanted) -> Request | None:
        return None

    def page(self, wanted: Wanted, known: Found, following: Any) -> Request:
        filters = [f"ror-id:https://ror.org/{_ror(wanted.institution)}"]
        if wanted.since is not None:
            name = "from-pub-date" if wanted.published else "from-index-date"
            filters.append(f"{name}:{wanted.since.isoformat()}")
        return Request("/v1/works", {"filter": ",".join(filters), "rows": "200", "cursor": following or "*"})

    def signed(self, request: Request, secrets: Secrets) -> Request:
        query = {**request.query, "mailto": secrets.contact} if secrets.contact else request.query
        return Request(request.path, query, request.headers, request.sent)

    def read(self, answer: Found, following: Any) -> Page:
        records = _records(answer, "message.items")
        cursor = _need(answer, "message.next-cursor")
        if not isinstance(cursor, str):
            raise SchemaError("message.next-cursor")
        return Page(records, cursor if records else None, _number(_need(answer, "message.total-results")))

    def identifier(self, record: Found) -> str:
        return _identifier(record, "DOI").lower()

    def place(self, *, day: date, label: str, number: int) -> str:
        return _publications(self.key, day, label, number)


@dataclass(frozen=True, slots=True)
class Scanr:
    """scanR's Elasticsearch: its address, a user and a password are given by the ministry on demand."""

    key: str = "scanr"
    address: str = ""
    pause: float = 0.5
    calls: int = 0
    forbidden: str = "Check what is asked, and what the service allows."

    def label(self, wanted: Wanted) -> str:
        return wanted.institution.lower()

    def check(self, wanted: Wanted, secrets: Secrets) -> None:
        remedy = "Give the identifier that scanR uses: a SIREN, an RNSR number, a GRID."
        _check("--institution", wanted.institution, r"[A-Za-z0-9][A-Za-z0-9.]{1,30}", remedy)
        if not (secrets.user and secrets.password):
            _refuse(
                "SCANR_USER",
                "Ask the ministry for access; put SCANR_USER and SCANR_PASSWORD in the environment.",
            )

    def first(self, wanted: Wanted) -> Request | None:
        return None

    def page(self, wanted: Wanted, known: Found, following: Any) -> Request:
        filters: list[Found] = [{"term": {"affiliations.id.keyword": wanted.institution}}]
        if wanted.since is not None:
            filters.append({"range": {"publicationDate": {"gte": wanted.since.isoformat()}}})
        asked: Found = {"size": 100, "sort": [{"id.keyword": "asc"}], "query": {"bool": {"filter": filters}}}
        if following is not None:
            asked["search_after"] = following
        return Request("/scanr-publications/_search", sent={**asked, "track_total_hits": True})

    def signed(self, request: Request, secrets: Secrets) -> Request:
        said = base64.b64encode(f"{secrets.user}:{secrets.password}".encode()).decode()
        return Request(request.path, request.query, {"Authorization": f"Basic {said}"}, request.sent)

    def read(self, answer: Found, following: Any) -> Page:
        hits = _records(answer, "hits.hits")
        if not hits:
            return Page([], None, _number(_need(answer, "hits.total.value")))
        after = _need(hits[-1], "sort")
        records = [_need(hit, "_source") for hit in hits]
        if not isinstance(after, list) or not all(isinstance(one, dict) for one in records):
            raise SchemaError("hits.hits.sort")
        return Page(records, after, _number(_need(answer, "hits.total.value")))

    def identifier(self, record: Found) -> str:
        return _identifier(record, "id")

    def place(self, *, day: date, label: str, number: int) -> str:
        return _publications(self.key, day, label, number)


def _publications(key: str, day: date, label: str, number: int) -> str:
    return f"publications/{key}/{day.isoformat()}_{label}_{number:03d}.jsonl.gz"


FETCH_SOURCES: tuple[FetchSource, ...] = (OpenAlex(), Hal(), Crossref(), Scanr())
