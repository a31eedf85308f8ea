"""Partners, people and reaches for the tests of this domain."""

from portulan.domains.geography.models import Country
from portulan.domains.organisation.access import Reach, Scope
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners.models import Partner
from portulan.domains.partners.services import make_provisional
from portulan.foundations.journal.actor import Actor

BY = Actor(uid="system:tests", label="tests")
SOMEBODY = Actor(uid="somebody", label="Somebody")


def reach(*verbs: Verb, units=None, countries=None, person: int | None = None) -> Reach:
    """A reach with one scope for all verbs; units are row numbers, countries ISO codes."""
    numbers = None
    if countries is not None:
        numbers = frozenset(Country.objects.filter(code__in=countries).values_list("id", flat=True))
    scope = Scope(units=None if units is None else frozenset(units), countries=numbers)
    return Reach(dict.fromkeys(verbs, (scope,)), (), person)


def provisional(name: str, at, *, country: str = "SN", **more) -> Partner:
    return make_provisional(name=name, country=country, by=BY, at=at, **more)
