"""Addresses of the world map."""

from django.urls import path

from portulan.pages.world import views

urlpatterns = [
    path("", views.world, name="world"),
    path("tables/<slug:key>.<slug:fmt>", views.world_table, name="world_table"),
    path("world/figures/<slug:figure>.json", views.figures, name="world_figures"),
]
