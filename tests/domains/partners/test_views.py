"""Forms about partners, as the cast meets them: what they do, what is refused, what does not exist for whom."""

import json
from datetime import UTC, datetime

import pytest
from django.test import Client

from cast.people import make
from domains.partners.known import BY, provisional
from portulan.domains.organisation.models import Mandate, Unit
from portulan.domains.organisation.services import give_mandate
from portulan.domains.partners.models import Contact, Distinction, Holder, Join, Merge, Partner, Pin
from portulan.domains.partners.services import add_contact, merge
from portulan.foundations.journal.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_data")]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
NTU, CINTRA = "ror-02e7b5302", "rnsr-200919745C"
DAKAR = {"partner": "Institut des marées de Dakar", "partner_key": "new", "partner_country": "SN"}


def signed_in(role: str, *, who: str = "", units=(), countries=()) -> Client:
    made = make(who or {"partnership-officer": "administrator"}.get(role, role))
    if role:
        give_mandate(
            person=made.person,
            role_code=role,
            units=units,
            countries=countries,
            by=BY,
            at=NOW,
            today=NOW.date(),
        )
    client = Client()
    client.force_login(made.account)
    client.person = made.person
    return client


@pytest.fixture
def officer() -> Client:
    return signed_in("partnership-officer")


def text(response) -> str:
    return response.content.decode()


def test_a_researcher_makes_the_record_of_a_partner_in_dakar_that_no_registry_has():
    researcher = signed_in("researcher")
    answer = researcher.post(
        "/partners/new/", DAKAR | {"partner_website": "marees.example.org", "request": "one"}
    )

    partner = Partner.objects.get(origin="provisional")
    assert answer.url == f"/organisations/{partner.key}/"
    assert (partner.name, partner.country.code, partner.made_by) == (
        DAKAR["partner"],
        "SN",
        researcher.person,
    )
    page = text(researcher.get(answer.url))
    assert "not in the registry of organisations" in page
    assert f"/partners/{partner.uid}/edit/" in page
    outsider = signed_in("", who="outsider")
    assert outsider.get(answer.url).status_code == Client().get(answer.url).status_code == 404
    assert partner.name not in text(outsider.get("/partners/?text=marees"))
    assert json.loads(outsider.get("/partners/suggest.json?q=institut des marees de dakar").content)[
        "choices"
    ] == [] or (
        partner.key not in text(outsider.get("/partners/suggest.json?q=institut des marees de dakar"))
    )


def test_sent_ten_times_it_is_one_and_a_near_one_is_shown_before_another_is_made(officer):
    for _ in range(10):
        officer.post("/partners/new/", DAKAR | {"request": "one", "sure": "1"})
    assert Partner.objects.filter(origin="provisional").count() == 1

    shown = officer.post(
        "/partners/new/", DAKAR | {"partner": "Institut des marees, Dakar", "request": "two"}
    )
    assert "Is it one of these?" in text(shown)
    assert Partner.objects.filter(origin="provisional").count() == 1
    officer.post(
        "/partners/new/", DAKAR | {"partner": "Institut des marees, Dakar", "request": "two", "sure": "1"}
    )
    assert Partner.objects.filter(origin="provisional").count() == 2


def test_without_javascript_a_step_offers_what_is_meant(officer):
    offered = officer.post("/partners/new/", {"partner": "nanyang technologcal"})

    assert f'value="{NTU}"' in text(offered)
    assert "Nanyang Technological University" in text(offered)
    chosen = officer.post("/partners/new/", {"partner": "nanyang technologcal", "partner_key": NTU})
    assert chosen.url == f"/organisations/{NTU}/"


@pytest.mark.parametrize(
    "said",
    [
        {"partner": ""},
        DAKAR | {"partner_country": ""},
        DAKAR | {"partner": "😀"},
        DAKAR | {"partner_website": "x y"},
    ],
)
def test_a_form_that_cannot_be_says_why_beside_the_field_and_keeps_what_was_typed(officer, said):
    refused = officer.post("/partners/new/", said)

    assert refused.status_code == 422
    assert "Nothing was changed" in text(refused)
    assert said["partner"] in text(refused)
    assert not Partner.objects.filter(origin="provisional").exists()


def test_the_record_is_changed_by_who_edits_there_others_are_told_or_find_nothing(officer):
    partner = provisional("Institut des marées", NOW)
    address = f"/partners/{partner.uid}/edit/"
    said = {
        "version": 1,
        "name": "Institut des marées",
        "country": "SN",
        "city": "Dakar",
        "website": "",
        "short_name": "",
    }
    reader = signed_in("correspondent", countries=["SN"])
    abroad = signed_in("referent", countries=["SG"])

    assert (reader.get(address).status_code, abroad.get(address).status_code) == (403, 404)
    assert "not write about it" in text(reader.get(address))
    assert Client().get(address).status_code == 404
    for client in (reader, abroad, Client()):
        client.post(address, said)
    assert Partner.objects.get(pk=partner.pk).city == ""

    assert officer.post(address, said).url == f"/organisations/{partner.key}/"
    clash = officer.post(address, said | {"city": "Thiès"})
    assert clash.status_code == 409
    assert "Dakar" in text(clash)
    assert "Thiès" in text(clash)
    assert 'name="version" value="2"' in text(clash)
    assert Partner.objects.get(pk=partner.pk).city == "Dakar"


def test_names_numbers_and_parents_are_added_and_ended(officer):
    partner = provisional("Faculté des marées", NOW, country="SG")
    add, end = f"/partners/{partner.uid}/add/", f"/partners/{partner.uid}/end/"

    officer.post(f"{add}name/", {"text": "\u0421FM", "kind": "acronym", "since": "1960"})
    officer.post(f"{add}identifier/", {"kind": "pic", "value": "912345678"})
    offered = officer.post(f"{add}parent/", {"parent": "nanyang technologcal"})
    assert f'value="{NTU}"' in text(offered)
    officer.post(f"{add}parent/", {"parent": "nanyang technologcal", "parent_key": NTU})

    page = text(officer.get(f"/partners/{partner.uid}/edit/"))
    assert "a word mixes letters of several scripts" in page
    assert "912345678" in page
    assert f"/organisations/{NTU}/" in page
    wrong = officer.post(f"{add}identifier/", {"kind": "pic", "value": "9"})
    assert (wrong.status_code, "One looks like" in text(wrong)) == (422, True)
    name = partner.names.get(kind="acronym")
    officer.post(end, {"row": name.uid, "kind": "name"})
    name.refresh_from_db()
    assert name.until is not None
    assert officer.post(end, {"row": "x", "kind": "name"}).status_code == 404
    assert officer.post(f"{add}nothing/", {}).status_code == 404


def test_a_correspondent_of_one_laboratory_and_one_country_sees_its_people_and_no_other(officer):
    partner, unit = provisional("Tides", NOW, country="SG"), Unit.objects.get(code=CINTRA)
    mine = add_contact(
        partner=partner, unit=unit, said={"family_name": "Alpha"}, by=BY, at=NOW, today=NOW.date()
    )
    add_contact(partner=partner, unit=None, said={"family_name": "Omega"}, by=BY, at=NOW, today=NOW.date())
    correspondent = signed_in("correspondent", units=[CINTRA], countries=["SG"])
    page = f"/organisations/{partner.key}/"

    assert ("Alpha" in text(correspondent.get(page)), "Omega" in text(correspondent.get(page))) == (
        True,
        False,
    )
    assert "Omega" in text(officer.get(page))
    assert correspondent.get(f"/partners/people/{mine.uid}/").status_code == 403
    Mandate.objects.update(until="2026-11-24")
    assert correspondent.get(page).status_code == 404


def test_a_person_is_added_once_changed_confirmed_and_leaves(officer):
    partner = provisional("Tides", NOW, country="SG")
    address = f"/partners/{partner.uid}/people/"
    assert "the whole organisation" in text(officer.get(address))
    for _ in range(2):
        officer.post(
            address, {"request": "one", "family_name": "Exemple", "email": "a@example.org", "unit": "insis"}
        )
    contact = Contact.objects.get()
    assert contact.unit.code == "insis"

    person = f"/partners/people/{contact.uid}/"
    officer.post(person, {"version": 1, "family_name": "Exemple", "function": "Directrice"})
    assert officer.post(person, {"version": 1, "family_name": "Autre"}).status_code == 409
    refused = officer.post(person, {"version": 2, "family_name": "Exemple", "email": "nowhere"})
    assert (refused.status_code, "nowhere" in text(refused)) == (422, True)
    assert (
        officer.post(f"{person}confirm/", {"next": "//evil.example.org"}).url
        == f"/organisations/{partner.key}/#people"
    )
    assert officer.post(f"{person}end/").status_code == 302
    contact.refresh_from_db()
    assert (contact.function, contact.until is not None) == ("Directrice", True)
    assert Entry.objects.filter(verb="contact.add").count() == 1


def test_who_holds_the_relation_oneself_or_a_colleague(officer):
    partner = provisional("Tides", NOW, country="SG")
    signed_in("referent", units=["insis"])
    address = f"/partners/{partner.uid}/holders/"

    officer.post(address, {"person": "", "kind": "holds", "unit": "", "contact": ""})
    offered = officer.post(address, {"person": "bali", "kind": "knows", "unit": "", "contact": ""})
    assert "Régis Balise" in text(offered)
    (choice,) = officer.get("/partners/colleagues.json?q=bali").json()["choices"]
    officer.post(
        address,
        {"person": "bali", "person_key": choice["key"], "kind": "knows", "unit": "insis", "contact": ""},
    )

    assert {(str(one.person), one.kind) for one in Holder.objects.all()} == {
        (str(officer.person), "holds"),
        ("Régis Balise", "knows"),
    }
    page = text(officer.get(f"/organisations/{partner.key}/"))
    assert "holds the relation" in page
    officer.post(f"/partners/holders/{Holder.objects.get(kind='holds').uid}/end/")
    assert Holder.objects.get(kind="holds").until is not None


def test_duplicates_are_joined_undone_and_told_apart_on_their_page(officer):
    one, other = provisional("Institut des marées", NOW), provisional("Institut des marees", NOW)
    page = text(officer.get("/partners/review/"))
    assert "the same name: Institut des marées" in page
    pair = {"kept": one.uid, "absorbed": other.uid, "why": "one institute"}

    officer.post("/partners/review/merge/", pair)
    assert Merge.objects.get().why == "one institute"
    assert officer.get(f"/organisations/{other.key}/").url == f"/organisations/{one.key}/"
    refused = officer.post("/partners/review/merge/", pair, follow=True)
    assert "joined to another record already" in text(refused)
    kept = text(officer.get(f"/organisations/{one.key}/"))
    assert "was joined to this record" in kept
    officer.post("/partners/review/undo/", {"row": Merge.objects.get().uid, "kind": "merge"})
    assert officer.get(f"/organisations/{other.key}/").status_code == 200

    officer.post("/partners/review/apart/", pair)
    assert Distinction.objects.count() == 1
    assert "the same name: Institut des marées" not in text(officer.get("/partners/review/"))


def test_a_record_made_by_hand_is_tied_to_the_registry_and_back(officer):
    partner = provisional("Universität Zürich", NOW, country="CH")
    proposed = text(officer.get(f"/organisations/{partner.key}/"))
    assert "The registry may know it by now" in proposed
    key = proposed.split('name="key" value="')[1].split('"')[0]

    answer = officer.post("/partners/review/join/", {"partner": partner.uid, "key": key})

    assert answer.url == f"/organisations/{key}/"
    assert officer.get(f"/organisations/{partner.key}/").url == answer.url
    officer.post("/partners/review/undo/", {"row": Join.objects.get().uid, "kind": "join"})
    partner.refresh_from_db()
    assert partner.ror is None


def test_an_answer_acts_at_once_on_pages_and_in_suggestions_and_is_taken_back(officer):
    said = {"text": "Zqx Spore lab", "key_key": NTU, "verdict": "corrected", "why": "asked"}
    answered = officer.post("/partners/texts/answer/", said, follow=True)

    assert "figures change at the next build" in text(answered)
    assert officer.get("/partners/suggest.json?q=zqx spore lab").json()["choices"][0]["key"] == NTU
    public = text(Client().get(f"/organisations/{NTU}/"))
    assert "Zqx Spore lab" in public
    assert "asked" not in public.split("Texts that people said name it")[1][:600]
    assert "asked" in text(officer.get(f"/organisations/{NTU}/"))

    officer.post("/partners/texts/withdraw/", {"row": Pin.objects.get(withdrawn_at=None).uid})
    assert "Zqx Spore lab" not in text(Client().get(f"/organisations/{NTU}/"))


def test_an_answer_without_choice_offers_and_a_wrong_one_says_why(officer):
    offered = officer.post("/partners/texts/answer/", {"text": "Zqx", "key": "nanyang technologcal"})
    assert f'value="{NTU}"' in text(offered)

    refused = officer.post("/partners/texts/answer/", {"text": "—", "verdict": "refused"})
    assert (refused.status_code, "no letter and no digit" in text(refused)) == (422, True)
    assert not Pin.objects.exists()


def test_what_came_late_to_a_joined_record_is_brought_along(officer):
    kept, absorbed = provisional("Kept", NOW), provisional("Absorbed", NOW)
    merge(kept=kept, absorbed=absorbed, by=BY, at=NOW)
    Contact.objects.create(partner=absorbed, family_name="Late", confirmed_on=NOW.date())
    assert "had been joined to this one" in text(officer.get(f"/organisations/{kept.key}/"))

    officer.post(f"/partners/{kept.uid}/bring/")

    assert Contact.objects.get().partner == kept
    assert "had been joined to this one" not in text(officer.get(f"/organisations/{kept.key}/"))
