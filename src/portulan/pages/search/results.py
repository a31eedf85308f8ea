"""Everything one may see that answers a question, in groups, counted after rights."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portulan.domains.organisation.access import Reach
from portulan.foundations.search.queries import COUNTED, LONGEST_QUESTION, Group, find
from portulan.foundations.tables.order import RefusedQuery
from portulan.foundations.text import formats
from portulan.foundations.ui.components import Action, Empty
from portulan.pages.search.hits import Hit, hits, registry_hits

FEW, MANY, MOST_OF_REGISTRY = 6, 100, 30

REGISTRY = "registry"  # organisations of the public registry that are no partner yet: found, never counted
TITLES: dict[str, Promise] = {
    "cooperation": gettext_lazy("Cooperations"),
    "partner": gettext_lazy("Partner organisations"),
    REGISTRY: gettext_lazy("Organisations of the registry"),
    "unit": gettext_lazy("Units"),
    "country": gettext_lazy("Countries"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """One kind of things found. ``all_url`` shows more of them, ``note`` says what the reader should know."""

    key: str
    title: str
    counted: str
    note: str
    hits: tuple[Hit, ...]
    all_url: str
    all_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    question: str
    kind: str
    state: str
    groups: tuple[GroupView, ...]
    everything_url: str
    empty: Empty | None


def found(*, query: Mapping[str, str], reach: Reach, lake: Path, at: date, path: str) -> Found:
    """What a reader finds; raises RefusedQuery for a kind that is none."""
    question = " ".join(query.get("q", "").replace("\0", " ").split())[:LONGEST_QUESTION]
    kind = _asked_kind(query.get("kind", ""))
    limit = MANY if kind else FEW
    known = find(question, reader=reach, only=kind, limit=limit) if kind != REGISTRY else ()
    views = {
        group.kind: _group(group, question, whole=bool(kind), reach=reach, at=at, path=path)
        for group in known
    }
    if question and kind in ("", REGISTRY):
        views[REGISTRY] = _registry(question, kind=kind, lake=lake, reach=reach, path=path)
    shown = tuple(views[key] for key in TITLES if key in views and views[key].hits)
    return Found(
        question=question,
        kind=kind,
        state=_state(question, shown),
        groups=shown,
        everything_url=f"{path}?{urlencode({'q': question})}" if kind else "",
        empty=None if shown else _empty(question, kind, path),
    )


def _asked_kind(asked: str) -> str:
    if asked and asked not in TITLES:
        message = _("“%(asked)s” is not something one can look for. One of: %(allowed)s.")
        raise RefusedQuery(message % {"asked": asked[:40], "allowed": ", ".join(TITLES)})
    return asked


def _group(group: Group, question: str, *, whole: bool, reach: Reach, at: date, path: str) -> GroupView:
    found_hits = hits(group.kind, group.numbers, reach=reach, at=at)
    more = group.more or group.total > len(found_hits)
    return GroupView(
        key=group.kind,
        title=str(TITLES[group.kind]),
        counted=_counted(group),
        note=_note(group, len(found_hits), whole=whole, more=more),
        hits=found_hits,
        all_url=f"{path}?{urlencode({'q': question, 'kind': group.kind})}" if more and not whole else "",
        all_label=_("See more: %(title)s") % {"title": TITLES[group.kind]},
    )


def _registry(question: str, *, kind: str, lake: Path, reach: Reach, path: str) -> GroupView:
    """The nearest names of the registry: all are near to some degree, so there is no honest count."""
    limit = MOST_OF_REGISTRY if kind else FEW
    nearest = registry_hits(question, lake=lake, reach=reach, limit=limit)
    more = len(nearest) == FEW and not kind
    return GroupView(
        key=REGISTRY,
        title=str(TITLES[REGISTRY]),
        counted="",
        note=_("The nearest names of ROR among organisations that are no partner of ours yet."),
        hits=nearest,
        all_url=f"{path}?{urlencode({'q': question, 'kind': REGISTRY})}" if more else "",
        all_label=_("See more: %(title)s") % {"title": TITLES[REGISTRY]},
    )


def _counted(group: Group) -> str:
    if group.more:
        return _("more than %(count)s") % {"count": formats.number(COUNTED)}
    return formats.number(group.total)


def _note(group: Group, shown: int, *, whole: bool, more: bool) -> str:
    near = _("Nothing says exactly that; these say nearly the same.") if group.near else ""
    cut = _("The nearest %(count)s are shown; one more word narrows them.") % {"count": formats.number(shown)}
    return " ".join(part for part in (near, cut if whole and more else "") if part)


def _state(question: str, groups: tuple[GroupView, ...]) -> str:
    if not question:
        return _("Organisations, units, countries and cooperations, by any of their names.")
    if not groups:
        return _("Nothing that you may see answers to “%(question)s”.") % {"question": question}
    counted = formats.listed(
        [
            _("%(title)s: %(count)s") % {"title": view.title.lower(), "count": view.counted}
            for view in groups
            if view.counted
        ]
    )
    if not counted:
        return _("Nothing of ours answers to “%(question)s”; the registry knows near names.") % {
            "question": question
        }
    return _("For “%(question)s”, %(counted)s.") % {"question": question, "counted": counted}


def _empty(question: str, kind: str, path: str) -> Empty:
    if not question:
        return Empty(
            title=_("What are you looking for?"),
            why=_(
                "A name in French or English, an acronym, a town, a number such as IRL 3288 or COOP-2026-00012. "
                "Accents and small typing mistakes do not matter."
            ),
        )
    if kind:
        action = Action(_("Look everywhere"), f"{path}?{urlencode({'q': question})}", "search")
    else:
        action = Action(_("See the countries"), reverse("countries"), "map")
    return Empty(
        title=_("Nothing found"),
        why=_(
            "Every word must be found: try fewer words, or another name. What you may not see is not searched."
        ),
        action=action,
    )
