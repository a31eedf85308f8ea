"""The radar's suggestions of a build, for the organisation and its teams, as files that pages read.

One file for each of ours under ``radar/``: by level (organisations, countries, themes), partners never met (hubs and
long tail apart), to deepen with, that fade; each with the parts of its score. Several sources are put side by side:
a partner is new only where none of them knows it, and what is shared adds up over them, each divided by its most.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import ibis.expr.types as ir

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.jobs.links import Links as Made
from portulan.analytics.radar.explanation import Bridge, Chain, Explanation, Meeting
from portulan.analytics.radar.links import Links, Reading, Row, gathered
from portulan.analytics.radar.network import Network, network_at
from portulan.analytics.radar.odds import Odds, learned
from portulan.analytics.radar.pairs import Scope
from portulan.analytics.radar.suggestions import Known, New, suggested_in
from portulan.analytics.sources.decisions import Focal

Tables = Mapping[str, ir.Table]
WEIGHTS = {"cordis": 1.0, "hal": 1.0}  # of a source when what is shared with a partner is added up
LEVELS = ("organisations", "countries", "themes")
COUNT, OF_TEAM = 20, 8  # suggestions of a kind, for the organisation and for a team
MEETINGS = 4  # projects of a bridge that are told one by one
_KINDS = {"cordis": ("HES", "REC"), "hal": ("ORG",)}
_OURS, _COUNTRY, _THEME = "OURS", "COUNTRY", "THEME"
_ABROAD = "--"  # the country of a theme, which has none


@dataclass(frozen=True, slots=True)
class Sown:
    """Rows of one source: project, organisation's key, country, type, day, themes."""

    source: str
    rows: tuple[Row, ...]
    home: str

    @property
    def day(self) -> date:
        """What is known: the last day the source speaks of."""
        return date.fromordinal(max(row.start for row in self.rows))


def write(engine: Engine, tables: Tables, made: Made, focal: Focal, product: Path) -> None:
    """Write the files of the organisation and of each team; nothing where no source has a row."""
    folder = product / "radar"
    folder.mkdir(exist_ok=True)
    sown = [
        one
        for one in (_projects(engine, tables, made, focal), _works(engine, tables, made, focal))
        if one.rows
    ]
    ours = f"ror-{focal.ror}"
    _put(folder, ours, _of_organisation(ours, sown))
    for one in sown:
        if one.source == "hal":
            for team, told in _of_teams(one):
                _put(folder, team, told)


def _put(folder: Path, key: str, told: Mapping[str, Any]) -> None:
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    (folder / f"{key}.json").write_text(text + "\n", encoding="utf-8")


def _projects(engine: Engine, tables: Tables, made: Made, focal: Focal) -> Sown:
    taken, parts = tables["participations"], tables["programme_parts"]
    listed = parts.group_by("rcn").agg(themes=parts.programme.collect(order_by=parts.programme))
    keyed = made.cordis.select(pic="source_id", key="key")
    joined = taken.inner_join(keyed, "pic").left_join(listed, "rcn")
    wanted = joined.select(
        "rcn", "key", "country", "activity_type", start=joined.start.cast("string"), themes="themes"
    )
    rows = (
        Row(
            row["rcn"],
            row["key"],
            row["country"],
            row["activity_type"] or "OTH",
            _day(row["start"]),
            frozenset(row["themes"] or ()),
        )
        for row in engine.rows(wanted)
    )
    return Sown("cordis", _once(rows), focal.home_country)


def _works(engine: Engine, tables: Tables, made: Made, focal: Focal) -> Sown:
    if not focal.copublications:
        return Sown("hal", (), focal.home_country)
    published = tables["copublications"]
    joined = published.inner_join(made.hal.select(aurehal="source_id", key="key"), "aurehal")
    rows: list[Row] = []
    for row in engine.rows(joined.select("hal_id", "team_key", "key", "country", "year", "fields")):
        day, fields = _day(f"{row['year']}-07-01"), frozenset(row["fields"] or ())
        rows.append(Row(row["hal_id"], row["team_key"], focal.home_country, "TEAM", day, fields))
        if row["country"] != focal.home_country:
            rows.append(Row(row["hal_id"], row["key"], row["country"], "ORG", day, fields))
    return Sown("hal", _once(rows), focal.home_country)


def _day(start: str) -> int:
    return date.fromisoformat(start).toordinal()


def _once(rows: Iterable[Row]) -> tuple[Row, ...]:
    """One row for an organisation in a project, whatever the number of its identifiers and the order of the rows."""
    found: dict[tuple[str, str], Row] = {}
    for row in rows:
        known = found.setdefault((row.project, row.organisation), row)
        if known is not row and _said(known) < _said(row):
            found[row.project, row.organisation] = row
    return tuple(found.values())


def _said(row: Row) -> tuple[str, str, int, list[str]]:
    return row.country, row.kind, row.start, sorted(row.themes)


def _network(rows: Iterable[Row], day: date) -> Network:
    return network_at(gathered(rows_of=rows, reading=Reading()), day)


def _of_organisation(ours: str, sown: list[Sown]) -> dict[str, Any]:
    """Teams of ours are ourselves here."""
    merged = [Sown(one.source, _merged(one, ours), one.home) for one in sown]
    found = {one.source: _levels(one, _network(one.rows, one.day), ours) for one in merged}
    levels = {level: _joined(level, found) for level in LEVELS}
    return {"focal": ours, "sources": {one.source: _about(one) for one in merged}, "levels": levels}


def _merged(one: Sown, ours: str) -> tuple[Row, ...]:
    return _once(row._replace(organisation=ours) if row.kind == "TEAM" else row for row in one.rows)


def _about(one: Sown) -> dict[str, Any]:
    return {"day": one.day.isoformat(), "weight": WEIGHTS[one.source]}


def _of_teams(one: Sown) -> Iterable[tuple[str, dict[str, Any]]]:
    networks = {level: _network(_seen_as(one, level), one.day) for level in LEVELS}
    scope = Scope(one.home, kinds=("TEAM", *_KINDS[one.source]), min_activity=2)
    odds = learned(networks["organisations"].links, scope, one.day)
    learnt = {"organisations": odds, "countries": None, "themes": None}
    for team in sorted({row.organisation for row in one.rows if row.kind == "TEAM"}):
        found = {
            level: _told(one, networks[level], team, level, count=OF_TEAM, odds=learnt[level])
            for level in LEVELS
        }
        about = {"focal": team, "sources": {one.source: _about(one)}, "levels": found}
        yield team, about | ({"odds": _learnt(odds)} if odds else {})


def _learnt(odds: Odds) -> dict[str, Any]:
    """What the model of all teams was learned on."""
    return {
        "from": odds.windows[-1].after.isoformat(),
        "until": odds.windows[0].until.isoformat(),
        "windows": len(odds.windows),
        "pairs": odds.pairs,
        "positives": odds.positives,
        "exploratory": odds.exploratory,
    }


def _levels(one: Sown, network: Network, ours: str) -> dict[str, dict[str, Any]]:
    found = {"organisations": _told(one, network, ours, "organisations")}
    for level in LEVELS[1:]:
        found[level] = _told(one, _network(_seen_as(one, level), one.day), ours, level)
    return found


def _seen_as(one: Sown, level: str) -> tuple[Row, ...]:
    """Countries, or themes, in the place of organisations abroad; ours stay as they are."""
    if level == "organisations":
        return one.rows
    if level == "countries":
        return _once(
            row if row.country == one.home else row._replace(organisation=row.country, kind=_COUNTRY)
            for row in one.rows
        )
    at_home = [row._replace(themes=frozenset()) for row in one.rows if row.country == one.home]
    themes = [
        row._replace(organisation=theme, country=_ABROAD, kind=_THEME, themes=frozenset())
        for row in one.rows
        for theme in row.themes
    ]
    return _once([*at_home, *themes])


def _told(
    one: Sown, network: Network, ours: str, level: str, *, count: int = COUNT, odds: Odds | None = None
) -> dict[str, Any]:
    kinds = {"organisations": _KINDS[one.source], "countries": (_COUNTRY,), "themes": (_THEME,)}[level]
    scope = Scope(one.home, focal=ours, kinds=kinds, min_activity=2)
    if ours not in network.links.organisations:
        return {"cannot_say": True, "hubs": [], "long_tail": [], "deepening": [], "fading": []}
    found = suggested_in(network, scope, count=count, odds=odds)
    return {
        "cannot_say": bool(found.cannot_say),
        "hubs": [_new(each, one.source) for each in found.hubs],
        "long_tail": [_new(each, one.source) for each in found.long_tail],
        "deepening": [_known(each, one.source) for each in found.deepening],
        "fading": [_known(each, one.source) for each in found.fading],
    }


def _joined(level: str, found: Mapping[str, Mapping[str, dict[str, Any]]]) -> dict[str, Any]:
    """Sources side by side: met in any is not new; what is shared adds up."""
    known = {
        each["key"] for one in found.values() for kind in ("deepening", "fading") for each in one[level][kind]
    }
    every = [one[level] for one in found.values()]
    new = {
        kind: sorted(
            (each for one in every for each in one[kind] if each["key"] not in known),
            key=lambda each: -each["score"],
        )[:COUNT]
        for kind in ("hubs", "long_tail")
    }
    fading = _added(one["fading"] for one in every)
    deepening = _added(one["deepening"] for one in every)
    alive = {each["key"] for each in deepening}
    return {
        "cannot_say": all(one["cannot_say"] for one in every) if every else True,
        **new,
        "deepening": deepening,
        "fading": [each for each in fading if each["key"] not in alive],
    }


def _added(lists: Iterable[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Known partners of several sources: each source counts up to its weight, at its most shared partner."""
    summed: dict[str, dict[str, Any]] = {}
    for several in lists:
        most = max((each["weight"] for each in several), default=0.0)
        for each in several:
            one = summed.setdefault(
                each["key"], {"key": each["key"], "country": each["country"], "parts": []}
            )
            part = WEIGHTS[each["source"]] * each["weight"] / most
            one["parts"].append({**each, "part": part})
    for one in summed.values():
        one["score"] = sum(part["part"] for part in one["parts"])
    return sorted(summed.values(), key=lambda one: (-one["score"], one["key"]))[:COUNT]


def _new(one: New, source: str) -> dict[str, Any]:
    why = one.explanation
    return {
        "key": why.candidate,
        "country": one.country,
        "source": source,
        "score": why.score,
        "parts": why.parts,
        **_evidence(why),
        **({"odds": {**asdict(one.odds), "chance": one.odds.chance}} if one.odds else {}),
    }


def _evidence(why: Explanation) -> dict[str, Any]:
    """Bridges and chains, the first ones told, the others counted with their part, so that all adds up."""
    return {
        "bridges": [_bridge(one) for one in why.bridges],
        "other_bridges": _others(why.other_bridges),
        "chains": [_chain(one) for one in why.chains],
        "other_chains": _others(why.other_chains),
        "themes": [
            {"theme": one.theme, "through": one.through_bridges, "ground": one.common_ground}
            for one in why.themes
        ],
    }


def _others(rest: tuple[int, float]) -> dict[str, Any]:
    return {"count": rest[0], "part": rest[1]}


def _bridge(one: Bridge) -> dict[str, Any]:
    legs = {"ours": _meetings(one.with_focal), "theirs": _meetings(one.with_candidate)}
    return {"key": one.organisation, "part": one.part, **legs}


def _chain(one: Chain) -> dict[str, Any]:
    legs = (one.with_focal, one.between, one.with_candidate)
    names = ("ours", "between", "theirs")
    shown = {name: _meetings(leg) for name, leg in zip(names, legs, strict=True)}
    return {"near": one.near, "far": one.far, "part": one.part, **shown}


def _meetings(several: tuple[Meeting, ...]) -> dict[str, Any]:
    shown = [{"id": one.project, "start": one.start.isoformat()} for one in several[:MEETINGS]]
    return {"count": len(several), "shown": shown}


def _known(one: Known, source: str) -> dict[str, Any]:
    return {
        "key": one.organisation,
        "country": one.country,
        "source": source,
        "weight": one.weight,
        "met": _meetings(one.projects),
    }


__all__ = ["LEVELS", "WEIGHTS", "Links", "Sown", "write"]
