"""Measures of partnership that pages ask for: balance sheets, expected against observed, diversity."""

from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from portulan.analytics.engine.embedded import Engine
from portulan.analytics.engine.layout import ServingTable
from portulan.analytics.jobs.links import Links
from portulan.analytics.jobs.serving import Shared
from portulan.analytics.measures import balance, coauthorship, complementarity, diversity, expected, seats
from portulan.analytics.sources.decisions import Focal

Tables = Mapping[str, ir.Table]
SIDES = ("key", "country")
_JUDGED = ("lead_ours", "lead_theirs", "sign_ours", "sign_theirs", "depend_ours", "depend_theirs", "affinity")
RECENT = 5  # years of co-authorship between countries that an expectation looks at
_OURS_ALONE = (
    0.5  # beyond this share of projects with us, the file was made of our projects: others are not known
)


@dataclass(frozen=True, slots=True)
class Projects:
    """European projects as seats in company, their themes in parts; ``whole``: others' projects are known too."""

    taken: ir.Table
    themes: ir.Table
    us: str
    home: str
    total: int
    ours: int

    @property
    def whole(self) -> bool:
        return self.ours <= _OURS_ALONE * self.total


def serving(
    engine: Engine, tables: Tables, made: Links, focal: Focal, shared: Mapping[str, Shared]
) -> list[ServingTable]:
    """All tables of measures."""
    projects = gathered(engine, tables, made, focal)
    return [
        balances(engine, projects),
        intensities(engine, tables, projects, shared, focal),
        *diversities(engine, tables, shared, focal),
    ]


def gathered(engine: Engine, tables: Tables, made: Links, focal: Focal) -> Projects:
    """Compute the seats once. Our own identifiers all lead to our key."""
    us = f"ror-{focal.ror}"
    rows = engine.keep("seats", seats.in_company(seats.seats(tables["participations"], made.cordis)))
    parts = tables["programme_parts"].select(activity="rcn", theme="programme")
    themes = engine.keep("seat_themes", seats.themed(parts, rows))
    total = engine.scalar(rows.activity.nunique()) or 0
    ours = engine.scalar(rows.filter(rows.key == us).activity.nunique()) or 0
    return Projects(rows, themes, us, focal.home_country, total, ours)


def balances(engine: Engine, projects: Projects) -> ServingTable:
    """One row for each partner and each country: ``side`` says which, ``subject`` is its key or code."""
    rows = [_balance(engine, projects, by) for by in SIDES]
    return ServingTable("balances", ibis.union(*rows), ("side", "subject"), ("subject",))


def _balance(engine: Engine, projects: Projects, by: str) -> ir.Table:
    """Step by step, each kept: one recipe for all would be long to write and longer to read for the engine."""
    together = engine.keep(f"joint_by_{by}", balance.joint(projects.taken, us=projects.us, by=by))
    led = engine.keep(f"roles_by_{by}", balance.roles(together, by=by))
    money = engine.keep(f"money_by_{by}", balance.contribution(together, by=by))
    joined = led.left_join(money, by).drop(f"{by}_right").left_join(_sizes(projects, by), by)
    joined = joined.drop(f"{by}_right").mutate(
        our_total=ibis.literal(projects.ours, "int64"), total=ibis.literal(projects.total, "int64")
    )
    known = joined.mutate(their_total=ibis.ifelse(ibis.literal(projects.whole), joined.their_total, None))
    leaning = engine.keep(f"dependence_by_{by}", balance.dependence(engine.keep(f"sized_by_{by}", known)))
    liked = engine.keep(f"affinity_by_{by}", balance.affinity(leaning))
    told = balance.enough(liked, *_JUDGED)
    brought = engine.keep(f"brought_by_{by}", _complementarity(engine, projects, together, by))
    whole = told.left_join(brought, by).drop(f"{by}_right")
    kept = engine.keep(f"balance_by_{by}", whole.mutate(side=ibis.literal(by)).rename(subject=by))
    return kept.select("side", "subject", *(one for one in kept.columns if one not in ("side", "subject")))


def _sizes(projects: Projects, by: str) -> ir.Table:
    others = projects.taken.filter(projects.taken.key != projects.us)
    return others.group_by(by).agg(their_total=others.activity.nunique())


def _complementarity(engine: Engine, projects: Projects, together: ir.Table, by: str) -> ir.Table:
    """Of partners with enough joint projects; of nobody where others' projects are not known."""
    met = together.group_by(by).agg(n=together.activity.count())
    wanted = met.filter((met.n >= balance.NEEDED) & ibis.literal(projects.whole))
    placed = projects.taken.inner_join(projects.themes, "activity")
    ours = placed.filter(placed.key == projects.us)
    theirs = placed.filter(placed.key != projects.us).semi_join(wanted, by)
    every = placed.group_by("theme").agg(amount=placed.share.sum())
    mine = ours.group_by("theme").agg(amount=ours.share.sum())
    held = engine.keep(f"profiles_by_{by}", complementarity.profiles(theirs, by=by))
    return complementarity.complementarity(
        held, engine.keep("our_profile", mine), engine.keep("every_profile", every), by=by
    )


def intensities(
    engine: Engine, tables: Tables, projects: Projects, shared: Mapping[str, Shared], focal: Focal
) -> ServingTable:
    """Observed against expected: ``basis`` is cordis, hal or coauthorship; ``side`` key or country."""
    found: list[ir.Table] = []
    for by in SIDES if projects.whole else ():
        counted = expected.by_seats(
            projects.taken, projects.themes, us=projects.us, home=projects.home, by=by
        )
        found.append(_intensity(engine, counted.rename(subject=by), "cordis", by))
    pairs = _recent(engine, tables["country_coauthorship"])
    works = shared["hal"].rows
    ours = works.group_by("country").agg(count=works.activity.nunique())
    with_home = coauthorship.with_country(pairs, projects.home)
    home = with_home.group_by("country").agg(count=with_home["count"].sum())
    if engine.scalar(works.count()):
        counted = expected.by_home(ours, home).rename(subject="country")
        found.append(_intensity(engine, counted, "hal", "country"))
    world = expected.by_world(pairs, home=projects.home)
    if engine.scalar(_of_others(pairs, projects.home).count()):
        found.append(_intensity(engine, world.rename(subject="country"), "coauthorship", "country"))
    if not found:
        found.append(_intensity(engine, world.rename(subject="country").limit(0), "coauthorship", "country"))
    return ServingTable("intensities", ibis.union(*found), ("basis", "side", "subject"), ("subject",))


def _of_others(pairs: ir.Table, home: str) -> ir.Table:
    """Works that others share without us; a file may hold none, and then nothing can be expected of the world."""
    return pairs.filter(
        (pairs["first"] != pairs["second"]) & (pairs["first"] != home) & (pairs["second"] != home)
    )


def _recent(engine: Engine, pairs: ir.Table) -> ir.Table:
    last = engine.scalar(pairs.year.max()) or 0
    return engine.keep("recent_pairs", pairs.filter(pairs.year > last - RECENT))


def _intensity(engine: Engine, counted: ir.Table, basis: str, side: str) -> ir.Table:
    kept = engine.keep(f"counted_{basis}_{side}", counted)
    found = expected.intensity(kept).mutate(basis=ibis.literal(basis), side=ibis.literal(side))
    return engine.keep(f"intensity_{basis}_{side}", found)


def diversities(
    engine: Engine, tables: Tables, shared: Mapping[str, Shared], focal: Focal
) -> list[ServingTable]:
    """Themes of what we share, by source: of each country, partner and team, and of all ("whole")."""
    measured, moved, measures = [], [], []
    for source, (themes, rows) in _themed(engine, tables, shared, focal).items():
        apart = engine.keep(f"apart_{source}", diversity.distances(themes))
        held = engine.keep(f"held_{source}", rows)
        by = ["side", "subject"]
        found = engine.keep(f"diverse_{source}", diversity.diversity(held, apart, by=by))
        enough = held.semi_join(found.filter(found["count"] >= diversity.NEEDED), by)
        changes = engine.keep(f"levers_{source}", diversity.levers(enough, apart, by=by))
        named = {"source": ibis.literal(source)}
        measured.append(found.mutate(**named))
        moved.append(changes.mutate(**named))
        measures.append(apart.mutate(**named))
    order = ("source", "side", "subject")
    return [
        ServingTable("diversities", ibis.union(*measured), order, ("subject",)),
        ServingTable("diversity_levers", ibis.union(*moved), (*order, "theme"), ("subject",)),
        ServingTable("theme_distances", ibis.union(*measures), ("source", "theme", "other")),
    ]


def _themed(
    engine: Engine, tables: Tables, shared: Mapping[str, Shared], focal: Focal
) -> dict[str, tuple[ir.Table, ir.Table]]:
    """By source: who is active in which theme (key, activity, theme), and what we share, by side (side, subject,
    activity, theme)."""
    projects, works = shared["cordis"].rows, shared["hal"].rows
    parts = tables["programme_parts"].select(activity="rcn", theme="programme")
    taken = tables["participations"].select(key="pic", activity="rcn")
    published = tables["copublications"].filter(ibis.literal(focal.copublications))
    fields = published.select(activity="hal_id", theme=published.fields.unnest()).distinct()
    teams = published.select(activity="hal_id", subject="team_key").distinct()
    authors = ibis.union(
        works.select(key=works.key, activity=works.activity),
        teams.select(key=teams.subject, activity=teams.activity),
    )
    return {
        "cordis": (taken.inner_join(parts, "activity"), _sides(projects, parts)),
        "hal": (
            authors.inner_join(fields, "activity"),
            ibis.union(_sides(works, fields), _side(teams, fields, "team")),
        ),
    }


def _sides(rows: ir.Table, themes: ir.Table) -> ir.Table:
    parts = [_side(rows.select("activity", subject=by), themes, by) for by in SIDES]
    whole = rows.select("activity", subject=ibis.literal(""))
    return ibis.union(*parts, _side(whole, themes, "whole"))


def _side(rows: ir.Table, themes: ir.Table, side: str) -> ir.Table:
    joined = rows.distinct().inner_join(themes, "activity")
    return joined.select("activity", "theme", "subject", side=ibis.literal(side))
