"""Root addresses: each floor below brings its own. Every address has a row in tests/house/addresses.py."""

from django.urls import include, path
from django.views.i18n import set_language

from portulan.pages.partner import urls as partner_urls
from portulan.site import health

urlpatterns = [
    path("", include("portulan.pages.world.urls")),
    path("countries/", include("portulan.pages.country.urls")),
    path("", include("portulan.pages.unit.urls")),
    path("organisations/", include("portulan.pages.partner.urls")),
    path("partners/", include(partner_urls.register)),
    path("cooperations/", include("portulan.domains.cooperations.urls")),
    path("partners/", include("portulan.domains.partners.urls")),
    path("offices/", include("portulan.pages.office.urls")),
    path("desk/", include("portulan.pages.home.urls")),
    path("radar/", include("portulan.pages.radar.urls")),
    path("priorities/", include("portulan.domains.priorities.urls")),
    path("measures/", include("portulan.pages.measures.urls")),
    path("steering/", include("portulan.pages.steering.urls")),
    path("search/", include("portulan.pages.search.urls")),
    path("sources/", include("portulan.pages.sources.urls")),
    path("me/", include("portulan.domains.people.urls")),
    path("mandates/", include("portulan.domains.organisation.urls")),
    path("account/", include("portulan.domains.people.urls.account")),
    path("api/v1/", include("portulan.api.urls")),
    path("language/", set_language, name="set_language"),
    path("health/", health.alive, name="health"),
]

handler400 = "portulan.site.errors.refused"
handler403 = "portulan.site.errors.forbidden"
handler404 = "portulan.site.errors.unknown"
handler500 = "portulan.site.errors.failed"
