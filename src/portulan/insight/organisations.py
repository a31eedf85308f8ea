"""Figures about organisations, countries and structures."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from portulan.insight.results import (
    Body,
    Candidate,
    CountryShape,
    Organisation,
    OrganisationFacts,
    OrganisationLine,
    OrganisationName,
    OrganisationRef,
    OrganisationRelation,
    OrganisationStanding,
    SourceLink,
    Structure,
    StructureLabel,
    TextToCheck,
)
from portulan.insight.version import Opened, remembered

_ORGANISATION = (
    "key",
    "name",
    "country",
    "city",
    "latitude",
    "longitude",
    "types",
    "status",
    "established",
    "website",
    "works_count",
    "cited_by",
    "as_of",
    "source",
)
_STRUCTURE = (
    "rnsr",
    "name",
    "short_name",
    "created",
    "kind",
    "city",
    "postcode",
    "address_country",
    "country_why",
    "country_source",
    "website",
    "fields",
    "erc_panels",
    "international",
    "our_nature",
    "parents",
    "children",
    "predecessors",
    "url",
    "as_of",
    "ror",
)
_BATCH = 1000
_TEXT = (
    "source",
    "source_id",
    "text",
    "country",
    "count",
    "key",
    "probability",
    "keys",
    "names",
    "countries",
    "probabilities",
)
_BODY = ("rnsr", "key", "name", "short_name", "label", "nature", "type", "country", "how")


class OrganisationFigures(Opened):
    """See ``Figures``."""

    @remembered
    def countries(self) -> list[CountryShape]:
        """Countries and territories of Natural Earth that have an ISO code, by code."""
        columns = ("code", "alpha3", "name", "continent", "region", "subregion", "latitude", "longitude")
        return [CountryShape(*row) for row in self._rows("country_shapes", columns, order=("code",))]

    @remembered
    def organisation(self, key: str) -> Organisation | None:
        """One organisation by its key; a key of a source whose identifier is tied to ROR leads to the ROR one."""
        rows = self._rows("organisations", _ORGANISATION, {"key": key})
        if not rows:
            known = self._rows("organisation_links", ("key",), {"alias": key})
            rows = self._rows("organisations", _ORGANISATION, {"key": known[0][0]}) if known else []
        return self._organisation(rows[0]) if rows else None

    def _organisation(self, row: tuple[Any, ...]) -> Organisation:
        facts = dict(zip(_ORGANISATION, row, strict=True))
        key = facts["key"]
        relations = self._relations(key)
        texts = {name: facts[name] or "" for name in ("country", "city", "website", "as_of")}
        return Organisation(
            **{**facts, **texts, "types": tuple(facts["types"] or ())},
            names=self._names(key),
            external_ids=self._ids(key),
            relations=relations,
            successors=tuple(OrganisationRef(*one[1:]) for one in relations if one.kind == "successor"),
            links=self._links(key),
        )

    def _names(self, key: str) -> tuple[OrganisationName, ...]:
        rows = self._rows(
            "organisation_names", ("name", "lang", "kinds"), {"key": key}, order=("lang", "name")
        )
        return tuple(OrganisationName(name, lang or "", tuple(kinds)) for name, lang, kinds in rows)

    def _ids(self, key: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for kind, value in self._rows(
            "organisation_ids", ("kind", "value"), {"key": key}, order=("kind", "value")
        ):
            found[kind].append(value)
        return {kind: tuple(values) for kind, values in found.items()}

    def _relations(self, key: str) -> tuple[OrganisationRelation, ...]:
        columns = ("kind", "other", "label", "country")
        rows = self._rows("organisation_relations", columns, {"key": key}, order=("kind", "label", "other"))
        return tuple(OrganisationRelation(*row) for row in rows)

    def _links(self, key: str) -> tuple[SourceLink, ...]:
        columns = ("source", "source_id", "how")
        rows = self._rows("organisation_links", columns, {"key": key}, order=("source", "source_id"))
        return tuple(SourceLink(*row) for row in rows)

    def standing(self, keys: Sequence[str]) -> dict[str, OrganisationStanding]:
        """What is known of many organisations at once, by key; keys that nobody knows are left out."""
        columns = ("key", "name", "country", "status")
        found: dict[str, OrganisationStanding] = {}
        for some in _batches(keys):
            rows = self._rows("organisations", columns, {"key": some})
            found |= {row[0]: OrganisationStanding(row[0], row[1], row[2] or "", row[3]) for row in rows}
        return found

    def described(self, keys: Sequence[str]) -> dict[str, OrganisationFacts]:
        """Where many organisations stand, what they are, and their site, by key; one question for a thousand."""
        columns = ("key", "city", "types", "website", "status")
        found: dict[str, OrganisationFacts] = {}
        for some in _batches(keys):
            for key, city, types, website, status in self._rows("organisations", columns, {"key": some}):
                found[key] = OrganisationFacts(city or "", tuple(types or ()), website or "", status)
        return found

    def bearers(self, kind: str, values: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Keys of the organisations that bear numbers of a kind (pic, wikidata, isni...), by number."""
        found: dict[str, set[str]] = defaultdict(set)
        source = {"pic": "cordis"}.get(kind, kind)
        for some in _batches(values):
            known = self._rows("organisation_ids", ("value", "key"), {"kind": kind, "value": some})
            linked = self._rows(
                "organisation_links", ("source_id", "key"), {"source": source, "source_id": some}
            )
            for value, key in (*known, *linked):
                found[value].add(key)
        return {value: tuple(sorted(bearing)) for value, bearing in found.items()}

    @remembered
    def organisations_in(self, country: str, limit: int = 50) -> list[OrganisationLine]:
        """The largest known organisations of a country (works in OpenAlex), by type, then by name."""
        columns = ("key", "name", "country", "city", "types", "works_count")
        where = {"country": country, "source": "ror", "status": "active"}
        rows = self._rows("organisations", columns, where, order=("-works_count", "name"), limit=limit)
        lines = [
            OrganisationLine(key, name, place, city or "", tuple(types or ()), works)
            for key, name, place, city, types, works in rows
        ]
        return sorted(lines, key=lambda one: (one.types[:1], one.name.casefold()))

    @remembered
    def texts_to_check(self, limit: int) -> list[TextToCheck]:
        """See ``insight.checking.texts_to_check``; empty for a version of before texts were kept."""
        if not self._has("texts_to_check"):
            return []
        return [_text(row) for row in self._rows("texts_to_check", _TEXT, order=("place",), limit=limit)]

    @remembered
    def structures(self) -> list[Structure]:
        """Structures with the focal organisation as a supervising or participating body, by RNSR number."""
        labels: dict[str, list[StructureLabel]] = defaultdict(list)
        for body in self.structure_bodies():
            if body.label:
                labels[body.rnsr].append(StructureLabel(body.label, body.key))
        return [
            _structure(row, labels[row[0]]) for row in self._rows("structures", _STRUCTURE, order=("rnsr",))
        ]

    @remembered
    def structure_bodies(self, rnsr: str | None = None) -> list[Body]:
        """Bodies of one structure, or of all that ``structures()`` gives; supervising ones first."""
        where = None if rnsr is None else {"rnsr": rnsr}
        rows = self._rows("structure_bodies", _BODY, where, order=("rnsr", "-nature", "position"))
        return [Body(*row) for row in rows]


def _batches(values: Sequence[str]) -> Iterator[list[str]]:
    """Lists that one question may hold."""
    for first in range(0, len(values), _BATCH):
        yield list(values[first : first + _BATCH])


def _text(row: tuple[Any, ...]) -> TextToCheck:
    facts: dict[str, Any] = dict(zip(_TEXT, row, strict=True))
    several = [facts.pop(name) for name in ("keys", "names", "countries", "probabilities")]
    return TextToCheck(**facts, candidates=tuple(map(Candidate, *several)))


def _structure(row: tuple[Any, ...], labels: list[StructureLabel]) -> Structure:
    facts = dict(zip(_STRUCTURE, row, strict=True))
    several = ("fields", "erc_panels", "parents", "children", "predecessors")
    texts = ("short_name", "city", "postcode", "website", "url", "as_of")
    lists = {name: tuple(facts[name] or ()) for name in several}
    return Structure(
        **{**facts, **lists, **{name: facts[name] or "" for name in texts}},
        labels=tuple(labels),
        closed_year=None,
    )
