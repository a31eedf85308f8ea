"""The fields in which one types a name: what was chosen is named, what was typed gets choices."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings

from portulan.domains.cooperations import queries
from portulan.domains.cooperations.tables import country_choices
from portulan.domains.cooperations.views.asker import Asker
from portulan.domains.partners import queries as partner_queries
from portulan.domains.partners.queries.wording import detail
from portulan.foundations.ui.typed import Offered


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


def offer_partners(form: Any, text: str, asker: Asker) -> None:
    """Organisations that the text may mean."""
    found = partner_queries.suggest(text, reach=asker.reach, lake=settings.LAKE)
    form.fields["partner"].offer([Offered(one.key, one.name, detail(one)) for one in found])


def offer_units(form: Any, text: str, asker: Asker) -> None:
    """Units that the text may mean."""
    form.fields["unit"].offer([Offered(*one) for one in queries.units(text=text, **asker.reading)])
