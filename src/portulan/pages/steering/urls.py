"""Addresses of steering, level by level."""

from django.urls import path

from portulan.pages.steering import views

urlpatterns = [
    path("", views.levels, name="steering"),
    path("<slug:code>/", views.level, name="steering_level"),
    path("<slug:code>/tables/<slug:key>.<slug:fmt>", views.level_table, name="steering_table"),
]
