"""Addresses of the organisation itself: laboratories, levels, institutes, instruments."""

from django.urls import path

from portulan.pages.unit import views

urlpatterns = [
    path("laboratories/", views.laboratories, name="laboratories"),
    path("laboratories/tables/<slug:key>.<slug:fmt>", views.laboratories_table, name="laboratories_table"),
    path("laboratories/<slug:code>/", views.laboratory, name="laboratory"),
    path(
        "laboratories/<slug:code>/tables/<slug:key>.<slug:fmt>",
        views.laboratory_table,
        name="laboratory_table",
    ),
    path("organisation/", views.organisation, name="organisation"),
    path("organisation/tables/<slug:key>.<slug:fmt>", views.organisation_table, name="organisation_table"),
    path("organisation/institutes/<slug:code>/", views.institute, name="institute"),
    path(
        "organisation/institutes/<slug:code>/tables/<slug:key>.<slug:fmt>",
        views.institute_table,
        name="institute_table",
    ),
    path("instruments/", views.instruments, name="instruments"),
    path("instruments/tables/<slug:key>.<slug:fmt>", views.instruments_table, name="instruments_table"),
]
