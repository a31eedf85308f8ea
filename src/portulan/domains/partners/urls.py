"""Addresses under /partners/."""

from django.urls import path

from portulan.domains.partners.views import typing

urlpatterns = [
    path("suggest.json", typing.suggest, name="partner_suggest"),
]
