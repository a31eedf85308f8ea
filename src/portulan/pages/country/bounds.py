"""95 % intervals of the sums and shares a page forms itself: those of insight, by the name pages know them."""

from portulan.insight.bounds import poisson, wilson

__all__ = ["poisson", "wilson"]
