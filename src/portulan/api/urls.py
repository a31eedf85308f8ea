"""Addresses of the API, and its description as OpenAPI."""

from django.urls import path
from ninja import NinjaAPI

from portulan import __version__
from portulan.api.matching import router

api = NinjaAPI(
    title="Portulan",
    version="1",
    description=f"Open API of Portulan {__version__}: figures, partners and organisations for others to reuse.",
    docs_url=None,
    urls_namespace="api",
)
api.add_router("organisations/", router)

urlpatterns = [path("", api.urls)]
