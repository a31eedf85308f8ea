"""Addresses of the countries."""

from django.urls import path

from portulan.pages.country import views

urlpatterns = [
    path("", views.countries, name="countries"),
    path("tables/<slug:key>.<slug:fmt>", views.countries_table, name="countries_table"),
    path("<slug:code>/", views.country, name="country"),
    path("<slug:code>/tables/<slug:key>.<slug:fmt>", views.country_table, name="country_table"),
]
