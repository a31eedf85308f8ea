"""Partners are made on first use, or described where they are needed."""

import pytest

from domains.cooperations.conftest import TODAY, given
from portulan.domains.cooperations import services
from portulan.domains.cooperations.access import CooperationRefusedError
from portulan.domains.cooperations.models import Cooperation
from portulan.domains.partners.models import Partner
from portulan.domains.partners.services import PartnerRefusedError

DAKAR = services.NewPartner(name="Laboratoire des marées de Dakar (fictif)", country="SN")


def test_a_partner_that_no_registry_has_is_made_once_with_the_cooperation(somebody):
    one = somebody("researcher", units=("wave",))
    for key in ("k", "k", "other"):
        made = services.declare(given=given(partners=[]), new=DAKAR, today=TODAY, key=key, **one.acting)
    partner = Partner.objects.get(name=DAKAR.name)
    assert (partner.is_provisional, [link.partner for link in made.partner_links.all()]) == (True, [partner])
    assert [country.code for country in made.countries.all()] == ["SN"]
    assert Cooperation.objects.count() == 1


@pytest.mark.parametrize(
    ("new", "what", "error"),
    [
        (DAKAR, {"title": ""}, services.CooperationInvalidError),
        (DAKAR, {"units": ["cloud"]}, CooperationRefusedError),
        (services.NewPartner("...", "SN"), {}, PartnerRefusedError),
        (services.NewPartner("Institut", "ZZ"), {}, PartnerRefusedError),
    ],
)
def test_what_is_refused_leaves_no_partner_behind(somebody, new, what, error):
    one, before = somebody("researcher", units=("wave",)), Partner.objects.count()
    with pytest.raises(error):
        services.declare(given=given(partners=[], **what), new=new, today=TODAY, key="k", **one.acting)
    assert Partner.objects.count() == before
