"""Addresses under /me/."""

from django.urls import path

from portulan.domains.people.views import me

urlpatterns = [
    path("", me.me, name="me"),
    path("language/", me.set_language, name="me_language"),
    path("read/", me.read, name="me_read"),
]
