"""Suggestions as the page tells them: names, what each rests on, and what was decided."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portulan.domains.geography import queries as geography_queries
from portulan.domains.priorities.queries import Acted
from portulan.foundations.text import formats
from portulan.insight.figures import Figures
from portulan.pages.sources.phrases import in_words

CHANNELS: dict[str, Promise] = {
    "shared": gettext_lazy("partners in common"),
    "themed": gettext_lazy("partners in common within one theme"),
    "rare": gettext_lazy("partners in common that have few partners"),
    "chained": gettext_lazy("partners of partners"),
    "ground": gettext_lazy("themes both work in"),
    "profile": gettext_lazy("likeness of their themes"),
}
FEATURES: dict[str, Promise] = CHANNELS | {
    "our_activity": gettext_lazy("how many works the team has"),
    "their_activity": gettext_lazy("how many works of all teams the partner has"),
    "their_partners": gettext_lazy("how many partners it has"),
    "country": gettext_lazy("partners of the team in its country"),
}
URLS = {"cordis": "https://cordis.europa.eu/project/rcn/", "hal": "https://hal.science/"}
KINDS: dict[str, Promise] = {
    "hubs": gettext_lazy("New: large partners that everybody knows"),
    "long_tail": gettext_lazy("New: the long tail"),
    "deepening": gettext_lazy("To deepen: met already, likely again"),
    "fading": gettext_lazy("Fading: it was steady, and has stopped"),
}


@dataclass(frozen=True, slots=True)
class Meeting:
    """Projects or works in common: how many, and the latest to open."""

    words: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Leg:
    """One thing a score rests on: who, its part, the evidence."""

    name: str
    url: str
    part: float
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    value: float
    share: float


@dataclass(frozen=True, slots=True)
class Likely:
    """A chance learned on the past: the base and the parts add up to ``score``."""

    chance: float
    score: float
    base: float
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """``parts`` add up to ``score``; so do bridges, chains, themes and the rests, in their own way."""

    subject: str
    level: str
    kind: str
    name: str
    url: str
    country: str
    place: str
    score: float
    lead: str
    parts: tuple[Part, ...]
    bridges: tuple[Leg, ...]
    chains: tuple[Leg, ...]
    themes: tuple[Part, ...]
    rests: tuple[str, ...]
    likely: Likely | None
    decided: Acted | None
    element: str


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    key: str
    title: str
    suggestions: tuple[Suggestion, ...]


class Teller:
    """Names of organisations and countries, asked once."""

    def __init__(self, figures: Figures, level: str, decided: Mapping[str, Acted]) -> None:
        self._figures, self._level, self._decided = figures, level, decided
        self._countries = {one.code: formats.named(one, "name") for one in geography_queries.countries()}

    def lists(self, told: Mapping[str, Any], *, limit: frozenset[str] | None) -> tuple[List, ...]:
        """``limit``: codes of the countries a reader's scope is limited to; None: all."""
        return tuple(
            List(key=kind, title=str(title), suggestions=tuple(self._suggestions(kind, told[kind], limit)))
            for kind, title in KINDS.items()
        )

    def _suggestions(
        self, kind: str, found: Sequence[dict[str, Any]], limit: frozenset[str] | None
    ) -> Iterator[Suggestion]:
        for place, one in enumerate(found):
            if limit is None or one["country"] in limit or self._level == "themes":
                yield self._one(kind, one, f"{kind}-{place}")

    def name(self, key: str) -> str:
        if self._level == "countries" and key in self._countries:
            return self._countries[key]
        if self._level == "themes":
            return in_words(key)
        return self.organisation(key)

    def organisation(self, key: str) -> str:
        if key in self._countries:
            return self._countries[key]
        if key.startswith("team-"):
            return key.removeprefix("team-").upper()
        known = self._figures.organisation(key)
        return known.name if known and known.name else in_words(key)

    def _url(self, key: str) -> str:
        if self._level == "countries" and key in self._countries:
            return reverse("country", args=[key])
        known = key.startswith(("ror-", "pic-", "hal-"))
        return reverse("partner", args=[key]) if known else ""

    def _one(self, kind: str, one: dict[str, Any], element: str) -> Suggestion:
        new = "parts" in one and isinstance(one["parts"], dict)
        return Suggestion(
            subject=one["key"],
            level=self._level,
            kind="new" if kind in ("hubs", "long_tail") else kind,
            name=self.name(one["key"]),
            url=self._url(one["key"]),
            country=one["country"] if one["country"] in self._countries else "",
            place=self._countries.get(one["country"], ""),
            score=one.get("score", one.get("weight", 0.0)),
            lead=self._lead(one, new=new),
            parts=tuple(_parts(one) if new else self._sources(one)),
            bridges=tuple(self._bridges(one)) if new else (),
            chains=tuple(self._chains(one)) if new else (),
            themes=tuple(_themes(one)) if new else (),
            rests=tuple(_rests(one)) if new else (),
            likely=_likely(one),
            decided=self._decided.get(one["key"]),
            element=element,
        )

    def _lead(self, one: dict[str, Any], *, new: bool) -> str:
        if not new:
            met = [part["met"] for part in one.get("parts", [one])]
            count, last = sum(each["count"] for each in met), max(_last(each) for each in met)
            text = ngettext(
                "%(count)s project or work together, the last begun %(last)s.",
                "%(count)s projects or works together, the last begun %(last)s.",
                count,
            )
            return text % {"count": formats.number(count), "last": formats.softdate(last)}
        first = [self.organisation(bridge["key"]) for bridge in one["bridges"][:2]]
        if first:
            return _("Through %(names)s.") % {"names": formats.listed(first)}
        return _("No partner in common: only what both work on.")

    def _sources(self, one: dict[str, Any]) -> Iterator[Part]:
        """What each source of known partners adds."""
        names = {"cordis": _("European projects"), "hal": _("Co-publications")}
        total = one.get("score", one.get("weight", 0.0)) or 1.0
        for part in one.get("parts", [one]):
            value = part.get("part", part["weight"])
            yield Part(names[part["source"]], value, value / total)

    def _bridges(self, one: dict[str, Any]) -> Iterator[Leg]:
        for bridge in one["bridges"]:
            legs = (
                _meeting(_("with us"), bridge["ours"], one),
                _meeting(_("with it"), bridge["theirs"], one),
            )
            yield Leg(
                self.organisation(bridge["key"]), self._organisation_url(bridge["key"]), bridge["part"], legs
            )

    def _organisation_url(self, key: str) -> str:
        return reverse("partner", args=[key]) if key.startswith(("ror-", "pic-", "hal-")) else ""

    def _chains(self, one: dict[str, Any]) -> Iterator[Leg]:
        for chain in one["chains"]:
            name = f"{self.organisation(chain['near'])} – {self.organisation(chain['far'])}"
            legs = (
                _meeting(_("with us"), chain["ours"], one),
                _meeting(_("between them"), chain["between"], one),
                _meeting(_("with it"), chain["theirs"], one),
            )
            yield Leg(name, "", chain["part"], legs)


def _likely(one: dict[str, Any]) -> Likely | None:
    """The strongest parts first, whichever way they pull."""
    odds = one.get("odds")
    if odds is None:
        return None
    parts = sorted(odds["parts"].items(), key=lambda item: -abs(item[1]))
    named = tuple((str(FEATURES[name]), value) for name, value in parts)
    return Likely(odds["chance"], odds["score"], odds["base"], named)


def learnt(odds: Mapping[str, Any] | None) -> str:
    """What the chances of a team were learned on, and what that is worth; empty where there are none."""
    if odds is None:
        return ""
    told = ngettext(
        "Chances were learned on the first common works of all teams in %(count)s year, until %(until)s: "
        "%(positives)s came of %(pairs)s pairs.",
        "Chances were learned on the first common works of all teams in %(count)s years, until %(until)s: "
        "%(positives)s came of %(pairs)s pairs.",
        odds["windows"],
    ) % {
        "count": formats.number(odds["windows"]),
        "until": formats.softdate(date.fromisoformat(odds["until"])),
        "positives": formats.number(odds["positives"]),
        "pairs": formats.number(odds["pairs"]),
    }
    if odds["exploratory"]:
        return f"{told} " + _("One year is little to learn from: these chances are exploratory.")
    return told


def _parts(one: dict[str, Any]) -> Iterator[Part]:
    total = one["score"] or 1.0
    for name, value in one["parts"].items():
        if value:
            yield Part(str(CHANNELS[name]), value, value / total)


def _themes(one: dict[str, Any]) -> Iterator[Part]:
    total = one["score"] or 1.0
    for theme in one["themes"]:
        if theme["ground"]:
            yield Part(in_words(theme["theme"]), theme["ground"], theme["ground"] / total)


def _rests(one: dict[str, Any]) -> Iterator[str]:
    """What is not told one by one, with its part, so that all adds up."""
    bridges, chains = one["other_bridges"], one["other_chains"]
    if bridges["count"]:
        text = ngettext(
            "%(count)s more partner in common: %(part)s.",
            "%(count)s more partners in common: %(part)s.",
            bridges["count"],
        )
        yield text % {"count": formats.number(bridges["count"]), "part": formats.number(bridges["part"], 2)}
    if chains["count"]:
        text = ngettext(
            "%(count)s more chain of partners: %(part)s.",
            "%(count)s more chains of partners: %(part)s.",
            chains["count"],
        )
        yield text % {"count": formats.number(chains["count"]), "part": formats.number(chains["part"], 2)}


def _meeting(who: str, met: dict[str, Any], one: dict[str, Any]) -> Meeting:
    text = ngettext("%(who)s: %(count)s", "%(who)s: %(count)s", met["count"])
    base = URLS[one["source"]]
    links = tuple((f"{each['id']} ({each['start'][:4]})", f"{base}{each['id']}") for each in met["shown"])
    return Meeting(text % {"who": who, "count": formats.number(met["count"])}, links)


def _last(met: dict[str, Any]) -> str:
    return max((each["start"] for each in met["shown"]), default="")
