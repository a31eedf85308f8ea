"""People on the partner's side of a cooperation: named on it, or to be named; each by the register's own rights."""

from portulan.domains.cooperations.models import Cooperation, Counterpart
from portulan.domains.cooperations.queries.views import ContactView
from portulan.domains.organisation.access import Reach
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners import access as partner_access
from portulan.domains.partners.models import Contact


def named_on(*, cooperation: Cooperation) -> tuple[ContactView, ...]:
    """Those named on it; the caller has asked ``may_read_within``. One query."""
    rows = Counterpart.objects.filter(cooperation=cooperation).select_related("contact__partner")
    return tuple(_contact(row.contact) for row in rows.order_by("id"))


def to_name(*, cooperation: Cooperation, reach: Reach, limit: int = 100) -> tuple[ContactView, ...]:
    """Contacts of its partners that the reader may see and that are not named on it yet; one query."""
    rows = Contact.objects.filter(partner_access.kept_for(reach, Verb.PARTNER_READ), until=None)
    rows = rows.filter(partner__cooperation_links__cooperation=cooperation)
    named = Counterpart.objects.filter(cooperation=cooperation).values("contact")
    rows = rows.exclude(pk__in=named).select_related("partner").order_by("family_name", "given_name", "id")
    return tuple(_contact(row) for row in rows.distinct()[:limit])


def _contact(row: Contact) -> ContactView:
    return ContactView(
        uid=row.uid,
        name=str(row),
        function=row.function,
        partner=row.partner.short_name or row.partner.name,
        partner_key=row.partner.key,
    )
