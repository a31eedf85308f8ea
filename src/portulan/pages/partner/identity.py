"""Who an organisation is: its names, identifiers, relatives, and how each source was tied to it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.foundations.tables.table import Column, Link, SourceNote, Table
from portulan.foundations.text import formats
from portulan.insight.results import OrganisationName, OrganisationRelation, SourceLink
from portulan.pages.partner.subject import Subject
from portulan.pages.partner.words import (
    IDENTIFIERS,
    KINDS,
    NAME_KINDS,
    SOURCES,
    identifier,
    language_name,
    word,
)
from portulan.pages.sources.citing import notes
from portulan.pages.sources.phrases import how_in_words

SHOWN = 10


def tables(subject: Subject) -> dict[str, Table]:
    """Tables of identity by key, only those that have a row."""
    one = subject.organisation
    found = {}
    if one.names:
        found["names"] = _names(subject)
    if identifiers(subject):
        found["identifiers"] = _identifiers(subject)
    if one.relations:
        found["relations"] = _relations(subject)
    if one.links:
        found["links"] = _links(subject)
    return found


def _sources(subject: Subject) -> tuple[SourceNote, ...]:
    return notes(subject.figures, "ror") if subject.organisation.source == "ror" else ()


def _names(subject: Subject) -> Table:
    names = subject.organisation.names
    return Table(
        key="names",
        title=_("Names"),
        columns=[
            Column("name", _("Name")),
            Column("language", _("Language"), none=_("not said")),
            Column("language_code", _("Language code"), "code", screen=False),
            Column("kind", _("Kind")),
        ],
        rows=[_name(name) for name in names],
        page_size=SHOWN,
        sources=_sources(subject),
        counted=ngettext("%(count)s name", "%(count)s names", len(names)) % {"count": len(names)},
    )


def _name(name: OrganisationName) -> dict[str, Any]:
    return {
        "name": name.text,
        "language": language_name(name.lang) or None,
        "language_code": name.lang,
        "kind": ", ".join(word(NAME_KINDS, kind) for kind in name.kinds),
    }


def identifiers(subject: Subject) -> list[tuple[str, str, str]]:
    """Every identifier as (what it is, value, where it leads), that of the registry first."""
    kind, _dash, number = subject.key.partition("-")
    own = [(kind, number)] if kind in ("ror", "pic", "hal") else []
    known = sorted(subject.organisation.external_ids.items(), key=lambda one: _place(one[0]))
    others = [(kind, value) for kind, values in known for value in values]
    return [(name, value, url) for kind, value in own + others for name, url in [identifier(kind, value)]]


def _place(kind: str) -> int:
    order = [*IDENTIFIERS]
    return order.index(kind.casefold()) if kind.casefold() in order else len(order)


def _identifiers(subject: Subject) -> Table:
    known = identifiers(subject)
    return Table(
        key="identifiers",
        title=_("Identifiers"),
        columns=[
            Column("kind", _("Identifier")),
            Column("value", _("Value"), "link"),
            Column("url", _("Address"), screen=False),
        ],
        rows=[{"kind": kind, "value": Link(value, url), "url": url} for kind, value, url in known],
        page_size=SHOWN,
        sources=_sources(subject),
        counted=ngettext("%(count)s identifier", "%(count)s identifiers", len(known)) % {"count": len(known)},
    )


def _relations(subject: Subject) -> Table:
    relations = subject.organisation.relations
    return Table(
        key="relations",
        title=_("Organisations around it"),
        columns=[
            Column("kind", _("Relation")),
            Column("organisation", _("Organisation"), "link"),
            Column("key", _("Key"), "code", screen=False),
            Column("country", _("Country"), "code", none=_("unknown")),
        ],
        rows=[_relation(one) for one in relations],
        page_size=SHOWN,
        sources=_sources(subject),
        counted=ngettext("%(count)s relation", "%(count)s relations", len(relations))
        % {"count": formats.number(len(relations))},
    )


def _relation(one: OrganisationRelation) -> dict[str, Any]:
    return {
        "kind": word(KINDS, one.kind),
        "organisation": Link(one.name or one.key, relation_url(one)),
        "key": one.key,
        "country": one.country or None,
    }


def relation_url(one: OrganisationRelation) -> str:
    """Its page here; the registry's own where the loaded records do not hold it (its country is then unknown)."""
    if one.country:
        return reverse("partner", args=[one.key])
    return identifier("ror", one.key.removeprefix("ror-"))[1]


def _links(subject: Subject) -> Table:
    links = subject.organisation.links
    return Table(
        key="links",
        title=_("How each source was tied to it"),
        columns=[
            Column("source", _("Source"), "link"),
            Column("number", _("Its number there"), "code"),
            Column("how", _("Recognised by")),
        ],
        rows=[_link(one) for one in links],
        page_size=SHOWN,
        counted=ngettext("%(count)s link", "%(count)s links", len(links)) % {"count": len(links)},
    )


def _link(one: SourceLink) -> dict[str, Any]:
    return {
        "source": Link(word(SOURCES, one.source), reverse("source", args=[one.source])),
        "number": one.source_id,
        "how": how_in_words(one.how),
    }
