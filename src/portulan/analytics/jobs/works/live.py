"""The records of a version as they count: without those that were replaced, each work once, whoever tells of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from portulan.analytics.engine.bulk import BulkEngine
from portulan.analytics.sources import openalex_works

HIDDEN = ibis.schema({"work": "int64", "segment": "int64", "why": "string"})
SAME = ibis.schema({"record": "int64", "work": "int64", "how": "string"})
RETIRED = ibis.schema({"source": "string", "source_id": "string", "into": "string", "since": "string"})
STANDING = ("work", "source", "ror", "country", "structure", "position", "corresponding")
FACTS = ("work", "year", "field", "cited", "authors")


@dataclass(frozen=True, slots=True)
class Held:
    """Folders of segments, with the records hidden in them and the records that are one work."""

    engine: BulkEngine
    folders: tuple[Path, ...]
    hidden: ir.Table
    same: ir.Table
    any_same: bool

    def records(self, name: str) -> ir.Table:
        """A table of the records that were not replaced; ``work`` is the number of the record."""
        whole = self.engine.read_parquets([folder / name for folder in self.folders])
        return whole.anti_join(self.hidden, ["work", "segment"])

    def index(self) -> ir.Table:
        """Number and segment of each record that was not replaced."""
        return self.records("works").select("work", "segment")

    def works(self) -> ir.Table:
        """The columns of WORKS: one row for each work, from the record that is preferred."""
        rows = self.records("works")
        return rows.anti_join(self.same, rows.work == self.same.record) if self.any_same else rows

    def standing(self) -> ir.Table:
        """Affiliations that any record of a work claims, under the number of the work."""
        rows = self.records("affiliations")
        if not self.any_same:
            return rows.select(*STANDING)
        joined = rows.left_join(self.same.select(record="record", of="work"), rows.work == self.same.record)
        return joined.mutate(work=ibis.coalesce(joined.of, joined.work)).select(*STANDING)

    def claims(self) -> ir.Table:
        """The columns of CLAIMS."""
        rows = self.records("works").select(
            "source", "source_id", "doi", "hal_id", "year", "cited", "updated", record="work"
        )
        joined = rows.left_join(
            self.same.select(same="record", of="work", why="how"), rows.record == self.same.record
        )
        how = joined.why.fill_null("own")
        work = ibis.coalesce(joined.of, joined.record)
        return joined.select(
            "source", "source_id", "doi", "hal_id", "year", "cited", "updated", work=work, how=how
        )

    def among(self, numbers: ir.Table) -> "Among":
        """The same, for some works only."""
        return Among(self, numbers)


@dataclass(frozen=True, slots=True)
class Among:
    """Some works of what is held."""

    held: Held
    numbers: ir.Table

    def works(self) -> ir.Table:
        return self.held.works().semi_join(self.numbers, "work")

    def standing(self) -> ir.Table:
        return self.held.standing().semi_join(self.numbers, "work")


def empty(engine: BulkEngine, name: str, schema: ibis.Schema) -> ir.Table:
    """A table without rows."""
    arrow = schema.to_pyarrow()
    return engine.stage(name, schema=arrow, batches=[pa.RecordBatch.from_pylist([], schema=arrow)])


def replaced(engine: BulkEngine, before: Held | None, fresh: Held) -> ir.Table:
    """Records to hide (HIDDEN): of each work read anew, all but the one changed last; the first read wins a tie."""
    new = fresh.records("works").select("work", "segment", "updated")
    whole = new
    if before is not None:
        old = before.records("works").select("work", "segment", "updated")
        whole = ibis.union(old.semi_join(new, "work"), new)
    order = ibis.window(group_by="work", order_by=[whole.updated.desc(), whole.segment])
    placed = whole.mutate(place=ibis.row_number().over(order)).filter(lambda t: t.place > 0)
    return engine.keep("replaced", placed.select("work", "segment", why=ibis.literal("replaced")))


def taken_back(engine: BulkEngine, held: Held, retired: ir.Table) -> ir.Table:
    """Records to hide (HIDDEN): those that their source has taken back or made one with another."""
    records = held.records("works").select("work", "segment", "source", "source_id")
    gone = records.semi_join(retired, ["source", "source_id"])
    return engine.keep("taken_back", gone.select("work", "segment", why=ibis.literal("retired")))


def same_works(engine: BulkEngine, held: Held, order: Sequence[str]) -> ir.Table:
    """Which records are a work that a preferred source tells of (SAME); ``order``: keys of sources, preferred first.

    By DOI; then by identifier in HAL; then by title (letters and digits only, fifteen at least), year within one, and
    number of authors, where not both have a DOI. Authors are compared by their number: the lake knows no name.
    """
    records = held.records("works").select("work", "source", "doi", "hal_id", "title", "year", "authors")
    found = empty(engine, "same-0", SAME)
    known = records.filter(records.source == openalex_works.KEY)
    for number, source in enumerate(order, start=1):
        own = engine.keep(f"own_{number}", records.filter(records.source == source))
        tied = engine.keep(f"tied_{number}", _tied(own, known))
        found = ibis.union(found, tied)
        inside = _inside(own.anti_join(tied, own.work == tied.record))
        inner = engine.keep(f"inside_{number}", inside)
        found = ibis.union(found, inner)
        fresh = own.anti_join(tied, own.work == tied.record)
        known = ibis.union(known, fresh.anti_join(inner, fresh.work == inner.record))
    return engine.keep("same", found.select(*SAME))


def _tied(own: ir.Table, known: ir.Table) -> ir.Table:
    """Records of a source with the work each is, if one is known; the surest reason first, then the least number."""
    other = known.select(
        of="work", their_doi="doi", their_hal="hal_id", their_title="title", when="year", many="authors"
    )
    doi = own.filter(own.doi != "").inner_join(other.filter(other.their_doi != ""), [("doi", "their_doi")])
    hal = own.filter(own.hal_id != "").inner_join(
        other.filter(other.their_hal != ""), [("hal_id", "their_hal")]
    )
    titled = own.mutate(key=title_key(own.title)).filter(lambda t: t.key.length() >= SHORTEST)
    years = own.aggregate(low=own.year.min() - 1, high=own.year.max() + 1)
    near = other.cross_join(years).filter(lambda t: t.when.between(t.low, t.high)).drop("low", "high")
    theirs = near.mutate(key=title_key(near.their_title)).filter(lambda t: t.key.length() >= SHORTEST)
    title = titled.inner_join(theirs, ["key", titled.authors == theirs.many])
    title = title.filter(
        title.year.between(title.when - 1, title.when + 1) & ((title.doi == "") | (title.their_doi == ""))
    )
    told = [
        _told(rows, how, rank)
        for rank, (rows, how) in enumerate(((doi, "doi"), (hal, "hal_id"), (title, "title")))
    ]
    return _first(ibis.union(*told))


def _told(rows: ir.Table, how: str, rank: int) -> ir.Table:
    return rows.select(
        record=rows.work, work=rows.of, how=ibis.literal(how), rank=ibis.literal(rank, "int64")
    )


def _first(told: ir.Table) -> ir.Table:
    order = ibis.window(group_by="record", order_by=[told["rank"], told.work])
    return told.mutate(place=ibis.row_number().over(order)).filter(lambda t: t.place == 0).select(*SAME)


def _inside(own: ir.Table) -> ir.Table:
    """Records of one source that are one work by DOI: the least number stands for all."""
    named = own.filter(own.doi != "")
    least = named.group_by("doi").agg(work=named.work.min())
    both = named.select("doi", record="work").inner_join(least, "doi").filter(lambda t: t.record != t.work)
    return both.select("record", "work", how=ibis.literal("doi"))


SHORTEST = 15  # letters and digits of a title that can tell works apart


def title_key(title: ir.StringValue) -> ir.StringValue:
    """A title in lower case, letters and digits of any script only."""
    return title.lower().re_replace(r"[^\p{L}\p{N}]+", "")
