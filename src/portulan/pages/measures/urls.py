"""Addresses under /measures/."""

from django.urls import path

from portulan.pages.measures import views

urlpatterns = [
    path("", views.measures, name="measures"),
    path("tables/<slug:key>.<slug:fmt>", views.measures_table, name="measures_table"),
    path("<slug:kind>/<slug:key>/", views.measures_of, name="measures_of"),
    path(
        "<slug:kind>/<slug:key>/tables/<slug:table>.<slug:fmt>",
        views.measures_of_table,
        name="measures_of_table",
    ),
]
