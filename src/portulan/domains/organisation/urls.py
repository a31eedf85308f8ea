"""Addresses under /mandates/."""

from django.urls import path

from portulan.domains.organisation.views import mandates

urlpatterns = [
    path("", mandates.mandates, name="mandates"),
    path("tables/<slug:key>.<slug:fmt>", mandates.mandates_table, name="mandates_table"),
    path("give/", mandates.give, name="mandate_give"),
    path("people/<uuid:uid>/", mandates.of_person, name="mandates_of_person"),
    path("units/<slug:code>/", mandates.of_unit, name="mandates_of_unit"),
    path("<uuid:uid>/", mandates.mandate, name="mandate"),
    path("<uuid:uid>/delegate/", mandates.delegate, name="mandate_delegate"),
    path("<uuid:uid>/deputy/", mandates.deputise, name="mandate_deputy"),
    path("<uuid:uid>/end/", mandates.end, name="mandate_end"),
]
