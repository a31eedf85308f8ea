"""Addresses of the pages about data: what is loaded, one source, the methods, bringing the data up to date."""

from django.urls import path

from portulan.pages.sources import views

urlpatterns = [
    path("", views.sources, name="sources"),
    path("tables/<slug:key>.<slug:fmt>", views.sources_table, name="sources_table"),
    path("methods/", views.methods, name="methods"),
    path("build/", views.data_build, name="data_build"),
    path("build/<uuid:uid>/", views.data_progress, name="data_progress"),
    path("<slug:code>/", views.source, name="source"),
    path("<slug:code>/tables/<slug:key>.<slug:fmt>", views.source_table, name="source_table"),
]
