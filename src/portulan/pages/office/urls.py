"""Addresses of the offices abroad and their territories."""

from django.urls import path

from portulan.pages.office import views

urlpatterns = [
    path("", views.offices, name="offices"),
    path("coverage.json", views.offices_coverage, name="offices_coverage"),
    path("tables/<slug:key>.<slug:fmt>", views.offices_table, name="offices_table"),
    path("<slug:code>/", views.office, name="office"),
    path("<slug:code>/tables/<slug:key>.<slug:fmt>", views.office_table, name="office_table"),
]
