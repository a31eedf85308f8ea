"""A mandate ends while a form is open: the save is refused, nothing is written, and what was typed stands on the page.

Who never held a mandate gets what everybody gets for an address that does not exist.
"""

from uuid import uuid4

import pytest
from django.test import Client

from cast.people import DIRECTOR_OF_TESTS, make
from domains.partners.known import BY, provisional
from pages.declared import researcher
from portulan.domains.organisation.models import Mandate
from portulan.domains.organisation.services import end_mandate, give_mandate
from portulan.domains.partners.models import Partner
from portulan.domains.partners.services import add_contact
from portulan.foundations.journal.models import Entry
from portulan.foundations.outside.clock import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_data")]
ROLES = ("partnership-officer", "referent", "director", "data-steward", "administrator")
TEXT = "The dean left in June, see the note"


class Opened:
    """Forms that somebody with every role opened, on a provisional partner and a cooperation; then all mandates end."""

    def __init__(self) -> None:
        now, today = clock().now(), clock().today("Europe/Paris")
        self.browser, self.outsider = Client(), Client()
        holder = make("administrator")
        self.browser.force_login(holder.account)
        self.outsider.force_login(make("outsider").account)
        for role in ROLES:
            give_mandate(person=holder.person, role_code=role, by=DIRECTOR_OF_TESTS, at=now, today=today)
        self.mandates = list(Mandate.objects.filter(person=holder.person))
        self.partner = provisional("Institut des marées", now)
        contact = add_contact(
            partner=self.partner, unit=None, said={"family_name": "Farshore"}, by=BY, at=now, today=today
        )
        declare, _browser = researcher()
        self.addresses = {
            "partner": self.partner.uid,
            "key": self.partner.key,
            "contact": contact.uid,
            "cooperation": declare(title="Tides").uid,
        }

    def end(self) -> None:
        for mandate in self.mandates:
            now, today = clock().now(), clock().today("Europe/Paris")
            end_mandate(mandate=mandate, by=DIRECTOR_OF_TESTS, at=now, today=today)


@pytest.fixture
def opened() -> Opened:
    return Opened()


FORMS = {
    "record": ("/partners/{partner}/edit/", {"version": "1", "name": TEXT, "country": "SN"}),
    "name": ("/partners/{partner}/add/name/", {"text": TEXT, "kind": "alias"}),
    "new partner": ("/partners/new/", {"partner": TEXT, "partner_key": "new", "partner_country": "SN"}),
    "new person": ("/partners/{partner}/people/", {"family_name": "Farshore", "source": TEXT}),
    "person": ("/partners/people/{contact}/", {"version": "1", "family_name": "Farshore", "function": TEXT}),
    "holder": ("/partners/{partner}/holders/", {"person": TEXT, "kind": "holds"}),
    "pin": ("/partners/texts/answer/", {"text": "Univ. of Tides", "verdict": "refused", "why": TEXT}),
    "follow-up": (
        "/cooperations/{cooperation}/follow-up/",
        {"kind": "note", "on": "2026-01-05", "text": TEXT},
    ),
    "next step": ("/cooperations/{cooperation}/step/", {"next_step": TEXT, "next_step_on": "2026-12-01"}),
    "cooperation": ("/cooperations/{cooperation}/edit/", {"title": "Tides", "summary": TEXT, "version": "1"}),
    "declaration": ("/cooperations/declare/", {"title": TEXT}),
    "mandate": ("/mandates/give/", {"person": "roxane@example.org", "role": "researcher", "why": TEXT}),
    "matrix": ("/priorities/edit/", {"read": "0", "since": "2026-12-01", "text": TEXT}),
    "ledger": ("/priorities/ledger/{key}/", {"side": "ours", "kind": "money", "year": "2026", "text": TEXT}),
}


def test_the_save_is_refused_and_the_text_stands_on_the_page(opened):
    sent = {form: (path.format(**opened.addresses), said) for form, (path, said) in FORMS.items()}
    before = {form: opened.browser.post(path, said).status_code for form, (path, said) in sent.items()}
    assert {form: code for form, code in before.items() if code not in (200, 302, 409, 422)} == {}
    opened.end()
    entries = Entry.objects.count()

    for form, (path, said) in sent.items():
        answer = opened.browser.post(path, said)
        page = answer.content.decode()
        assert answer.status_code in (403, 404), form
        assert "What you had written" in page, form
        assert f"readonly>{TEXT}</textarea>" in page, form
    assert Entry.objects.count() == entries


def test_who_never_could_gets_the_page_of_what_does_not_exist(opened):
    entries = Entry.objects.count()
    for form, (path, said) in FORMS.items():
        missing = opened.outsider.post(f"/no-such-address/{uuid4()}/", said)
        answer = opened.outsider.post(path.format(**opened.addresses), said)
        assert (answer.status_code, answer.content) == (404, missing.content), form
    assert Entry.objects.count() == entries


def test_who_may_still_read_is_told_why_and_keeps_the_text(opened):
    public = Partner.objects.get(key="ror-02e7b5302")
    path, said = f"/partners/{public.uid}/add/name/", {"text": "Nanyang", "kind": "alias"}
    assert opened.browser.post(path, said).status_code == 302
    writing = [one for one in opened.mandates if {"partner.edit"} & set(one.role.verbs)]
    reading = [one for one in opened.mandates if one not in writing and "partner.read" in one.role.verbs]
    assert writing
    assert reading
    opened.mandates = writing
    opened.end()

    answer = opened.browser.post(path, said)

    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Your mandates let you read about this organisation, not write about it." in page
    assert "readonly>Nanyang</textarea>" in page
