"""Bring the figures up to date: ask the domains what people and the pack decided, build, let the domains take in."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from portulan.domains.organisation import queries as organisation_queries
from portulan.domains.organisation import services as organisation_services
from portulan.domains.organisation.services import Taken
from portulan.domains.partners import queries as partner_queries
from portulan.domains.partners import services as partner_services
from portulan.foundations.journal.actor import Actor
from portulan.insight import lake as insight_lake
from portulan.insight.figures import published


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: the lake's own report, and how many units and parties the domains took in."""

    report: insight_lake.BuildReport
    units: int
    parties: int


def bring_up_to_date(
    *,
    raw: Path,
    lake: Path,
    by: Actor,
    at: datetime,
    today: date,
    progress: insight_lake.Progress,
    engines: insight_lake.Engines | None = None,
) -> Built:
    """Build the lake from ``raw``, then take its structures into the domains; atomic on both sides.

    Raises one of insight.lake.REFUSALS with what to mend; the figures served before stay served.
    """
    decisions = organisation_queries.decisions(today) | partner_queries.decisions(today)
    report = insight_lake.build(raw=raw, lake=lake, decisions=decisions, progress=progress, engines=engines)
    return Built(report, *take_in(lake=lake, by=by, at=at, today=today))


def take_in(*, lake: Path, by: Actor, at: datetime, today: date) -> tuple[int, int]:
    """Units, teams and parties of the published registry, into the domains; how many units and parties changed."""
    figures = published(lake)
    if figures is None:
        return 0, 0
    rnsr, hal = figures.source("rnsr"), figures.source("hal")
    units = parties = 0
    if structures := figures.structures():
        taken = organisation_services.take_in_structures(
            structures, by=by, at=at, today=today, source=rnsr.title, source_url=rnsr.url, as_of=rnsr.as_of
        )
        units += moved(taken)
        taken = partner_services.take_in_bodies(
            figures.structure_bodies(),
            by=by,
            at=at,
            today=today,
            source=rnsr.title,
            source_url=rnsr.url,
            as_of=rnsr.as_of,
        )
        parties += moved(taken)
    partner_services.complete(figures=figures, by=by, at=at)
    partner_services.find_conflicts(figures=figures, by=by, at=at)
    if teams := figures.copub_teams() if figures.focal.has_copublications else []:
        taken = organisation_services.take_in_teams(
            teams, by=by, at=at, today=today, source=hal.title, source_url=hal.url, as_of=hal.as_of
        )
        units += moved(taken)
    return units, parties


def moved(taken: Taken) -> int:
    return taken.created + taken.changed + taken.closed
