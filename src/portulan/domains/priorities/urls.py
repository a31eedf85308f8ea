"""Addresses under /priorities/."""

from django.urls import path

from portulan.domains.priorities import views

urlpatterns = [
    path("", views.matrix, name="priorities"),
    path("versions/<int:number>/", views.matrix, name="priorities_version"),
    path("tables/<slug:key>.<slug:fmt>", views.matrix_table, name="priorities_table"),
    path("edit/", views.matrix_edit, name="priorities_edit"),
    path("ledger/<slug:key>/", views.ledger, name="ledger"),
    path("ledger/<slug:key>/tables/<slug:table>.<slug:fmt>", views.ledger_file, name="ledger_table"),
    path("ledger/<slug:key>/<uuid:uid>/withdraw/", views.ledger_withdraw, name="ledger_withdraw"),
]
