"""Addresses of the desk."""

from django.urls import path

from portulan.pages.home import views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("found/", views.found, name="desk_found"),
]
