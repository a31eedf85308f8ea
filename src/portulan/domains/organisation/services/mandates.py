"""Give a mandate: a person holds a role, for a scope, from a day."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.domains.geography.models import Country
from portulan.domains.organisation.access import NOBODY, Reach, may_give_mandates
from portulan.domains.organisation.models import Mandate, Role, Unit
from portulan.domains.people.models import Person
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.services import record
from portulan.foundations.model.base import in_force
from portulan.foundations.model.softdate import SoftDate

GIVE = "mandate.give"


class MandateRefusedError(ValueError):
    """The mandate cannot be given; the message names what is wrong and what is allowed."""


def give_mandate(
    *,
    person: Person,
    role_code: str,
    by: Actor,
    at: datetime,
    today: date,
    reach: Reach = NOBODY,
    units: Sequence[str] = (),
    countries: Sequence[str] = (),
    until: SoftDate | None = None,
) -> Mandate:
    """Give ``person`` a role of the pack from ``today``, limited to units (codes) and countries (ISO codes).

    No unit means all, no country means all. Raises PermissionError for who may not give mandates, and
    MandateRefusedError for a role, unit or country that does not exist or an end that is past.
    """
    if not may_give_mandates(by, reach):
        raise PermissionError(_("Giving a mandate needs the right to manage the organisation."))
    if until is not None and until.latest <= today:
        raise MandateRefusedError(
            _(
                "A mandate cannot end on %(day)s: that is not after today, %(today)s. Give a later day, or none."
            )
            % {"day": until, "today": today.isoformat()}
        )
    role = _role(role_code, today)
    held_units, held_countries = _units(units), _countries(countries)
    with transaction.atomic():
        mandate = Mandate.objects.create(
            person=person, role=role, since=SoftDate(today.isoformat()), until=until, given_by=by.label
        )
        mandate.units.set(held_units)
        mandate.countries.set(held_countries)
        after = {
            "person": str(person.uid),
            "role": role.code,
            "units": list(units),
            "countries": list(countries),
        }
        record(by=by, verb=GIVE, on=mandate, at=at, after=after)
    return mandate


def _role(code: str, today: date) -> Role:
    roles = {role.code: role for role in Role.objects.filter(in_force(today))}
    if code not in roles:
        known = ", ".join(sorted(roles))
        raise MandateRefusedError(
            _("The pack has no role %(code)s. It has: %(known)s.") % {"code": code, "known": known}
        )
    return roles[code]


def _units(codes: Sequence[str]) -> list[Unit]:
    found = list(Unit.objects.filter(code__in=codes))
    if missing := sorted(set(codes) - {unit.code for unit in found}):
        raise MandateRefusedError(_("No unit has the code %(codes)s.") % {"codes": ", ".join(missing)})
    return found


def _countries(codes: Sequence[str]) -> list[Country]:
    found = list(Country.objects.filter(code__in=codes))
    if missing := sorted(set(codes) - {country.code for country in found}):
        raise MandateRefusedError(_("No country has the code %(codes)s.") % {"codes": ", ".join(missing)})
    return found
