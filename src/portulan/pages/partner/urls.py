"""Addresses of organisations, ours or not, by their key; and, in ``register``, of the list of our partners."""

from django.urls import path

from portulan.pages.partner import views

register = [
    path("", views.partners, name="partners"),
    path("tables/<slug:key>.<slug:fmt>", views.partners_table, name="partners_table"),
]

urlpatterns = [
    path("<slug:key>/", views.partner, name="partner"),
    path("<slug:key>/tables/<slug:table>.<slug:fmt>", views.partner_table, name="partner_table"),
]
