"""Address of the search."""

from django.urls import path

from portulan.pages.search import views

urlpatterns = [path("", views.search, name="search")]
