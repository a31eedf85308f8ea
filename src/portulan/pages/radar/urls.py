"""Addresses under /radar/."""

from django.urls import path

from portulan.pages.radar import views

urlpatterns = [
    path("", views.radar, name="radar"),
    path("how-good/", views.how_good, name="radar_how_good"),
    path("how-good/<slug:name>/", views.report, name="radar_report"),
    path("units/<slug:code>/", views.radar_of, name="radar_of"),
    path("units/<slug:code>/decide/", views.decide, name="radar_decide"),
    path("units/<slug:code>/outcomes/<uuid:uid>/", views.outcome, name="radar_outcome"),
]
