"""Addresses of organisations, ours or not, by their key."""

from django.urls import path

from portulan.pages.partner import views

urlpatterns = [
    path("<slug:key>/", views.partner, name="partner"),
    path("<slug:key>/tables/<slug:table>.<slug:fmt>", views.partner_table, name="partner_table"),
]
