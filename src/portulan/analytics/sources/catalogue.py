"""All sources, in the order pages list them."""

from portulan.analytics.sources import (
    coauthorship,
    cordis,
    hal,
    natural_earth,
    openalex_institutions,
    rnsr,
    ror,
)
from portulan.analytics.sources.source import Source

SOURCES: tuple[Source, ...] = (
    coauthorship.SOURCE,
    cordis.SOURCE,
    hal.SOURCE,
    rnsr.SOURCE,
    ror.SOURCE,
    openalex_institutions.SOURCE,
    natural_earth.SOURCE,
)
