"""The fields in which one types a name: what was chosen is named, what was typed gets choices."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from portulan.domains.cooperations import queries
from portulan.domains.cooperations.tables import country_choices
from portulan.domains.cooperations.views.asker import Asker
from portulan.domains.partners import queries as partner_queries
from portulan.domains.partners.queries.wording import detail
from portulan.foundations.ui.typed import Offered, Typed


def countries() -> list[tuple[str, str]]:
    """All countries, for an organisation described in place."""
    return [(one.value, one.label) for one in country_choices(())]


def name_partners(form: Any, keys: Sequence[str], asker: Asker) -> None:
    """Say what the organisations chosen are called."""
    found = [partner_queries.choice_of(key, lake=settings.LAKE, reach=asker.reach) for key in keys]
    named = {one.key: one for one in found if one is not None}
    form.fields["partner"].name_chosen(
        [Offered(key, named[key].name, detail(named[key])) for key in keys if key in named]
    )


def name_units(form: Any, codes: Sequence[str], asker: Asker) -> None:
    """Say what the units chosen are called."""
    form.fields["unit"].name_chosen(
        [Offered(*one) for one in queries.unit_choices(codes=codes, at=asker.today)]
    )


def settled(form: Any, asker: Asker) -> bool:
    """Whether each name typed has a choice; where one has none, the choices are shown to pick from.

    Without JavaScript the text stays beside the choice made for it: it counts as settled when what it may mean is
    among what was chosen.
    """
    partner, unit = form.cleaned_data["partner"], form.cleaned_data["unit"]
    here = _partner_settled(form, partner, asker)
    return _unit_settled(form, unit, asker) and here


def _partner_settled(form: Any, typed: Typed, asker: Asker) -> bool:
    if not typed.text or typed.new:
        return True
    found = partner_queries.suggest(typed.text, reach=asker.reach, lake=settings.LAKE)
    if {one.key for one in found} & set(typed.keys):
        return True
    form.fields["partner"].offer([Offered(one.key, one.name, detail(one)) for one in found])
    form.add_error("partner", _("Choose which organisation you mean."))
    return False


def _unit_settled(form: Any, typed: Typed, asker: Asker) -> bool:
    if not typed.text:
        return True
    found = queries.units(text=typed.text, **asker.reading)
    if {one.key for one in found} & set(typed.keys):
        return True
    form.fields["unit"].offer([Offered(*one) for one in found])
    form.add_error("unit", _("Choose which laboratory or team you mean."))
    return False
