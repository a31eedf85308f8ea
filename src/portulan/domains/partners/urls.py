"""Addresses under /partners/; the register itself is a page."""

from django.urls import path

from portulan.domains.partners.views import editing, making, people, review, texts, typing

urlpatterns = [
    path("suggest.json", typing.suggest, name="partner_suggest"),
    path("colleagues.json", people.colleagues, name="partner_colleagues"),
    path("new/", making.new, name="partner_new"),
    path("review/", review.review, name="partners_review"),
    path("review/merge/", review.merge, name="partners_merge"),
    path("review/apart/", review.apart, name="partners_apart"),
    path("review/join/", review.join, name="partners_join"),
    path("review/not-there/", review.not_there, name="partners_not_there"),
    path("review/undo/", review.undo, name="partners_undo"),
    path("review/settle/", review.settle, name="partners_settle"),
    path("texts/", texts.texts, name="partners_texts"),
    path("texts/answer/", texts.answer, name="partners_answer"),
    path("texts/withdraw/", texts.withdraw, name="partners_withdraw"),
    path("people/<uuid:uid>/", people.edit, name="partner_person"),
    path("people/<uuid:uid>/confirm/", people.confirm, name="partner_person_confirm"),
    path("people/<uuid:uid>/end/", people.end, name="partner_person_end"),
    path("holders/<uuid:uid>/end/", people.release, name="partner_holder_end"),
    path("<uuid:uid>/edit/", editing.edit, name="partner_edit"),
    path("<uuid:uid>/add/<slug:part>/", editing.add, name="partner_add"),
    path("<uuid:uid>/end/", editing.end, name="partner_end"),
    path("<uuid:uid>/bring/", review.bring, name="partner_bring"),
    path("<uuid:uid>/people/", people.add, name="partner_person_add"),
    path("<uuid:uid>/holders/", people.hold, name="partner_hold"),
]
