"""The pages of mandates: what each person is offered, what a form does, what a refusal keeps."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from domains.organisation.crew import A, B, C, acting, deputise, muster, shell_gives
from domains.packed import AT, TODAY
from portulan.domains.geography.models import Country
from portulan.domains.organisation.access import why
from portulan.domains.organisation.models import Mandate, Unit
from portulan.domains.organisation.queries import reach_of
from portulan.domains.organisation.services import end_mandate
from portulan.domains.organisation.vocabulary import Verb
from portulan.foundations.journal.models import Entry
from portulan.foundations.outside.clock import at, clock

FORM = {"person": "researcher@example.org", "role": "reader", "units": A, "countries": "", "sites": ""}


@pytest.fixture
def crew(isle):
    """The crew, on the day they were mustered."""
    with at(AT):
        yield muster(isle)


@pytest.fixture
def browser(crew):
    """``browser("referent")`` is that person's browser."""

    def opened(name: str) -> Client:
        client = Client()
        client.force_login(crew[name].account)
        return client

    return opened


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def counts() -> tuple[int, int]:
    return Mandate.objects.count(), Entry.objects.count()


def test_the_list_shows_what_the_person_may_see_and_offers_what_the_person_may_do(browser):
    page = text(browser("director").get("/mandates/"))
    assert "Régis Balise" in page
    assert "Anselme Carène" not in page
    assert "Give a mandate" in page
    page = text(browser("researcher").get("/mandates/"))
    assert "You see no mandate that holds today" in page
    assert "Give a mandate" not in page


def test_a_mandate_is_given_by_a_form_and_told(browser, crew):
    answer = browser("director").post("/mandates/give/", FORM | {"until": "2099-01-01"}, follow=True)
    made = Mandate.objects.get(person=crew["researcher"])
    assert answer.redirect_chain == [(f"/mandates/{made.uid}/", 302)]
    assert "The mandate is given; the person is told." in text(answer)
    entry = Entry.objects.get(verb="mandate.give", object_uid=made.uid)
    assert (entry.by_label, entry.by_mandate_label) == ("Diane Gouvernail", "Head")
    assert "1 notice not read" in text(browser("researcher").get("/me/"))


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"person": "Nobody"}, 422, "Nobody with an account is called so."),
        ({"person": "e"}, 422, "Nobody with an account is called so."),
        ({"units": "laboratory"}, 422, "may mean: "),
        ({"units": "nowhere"}, 422, "Nothing is called “nowhere”."),
        ({"units": C}, 403, "Your own mandate does not cover all of this scope."),
        ({"role": "keeper"}, 403, "allows more than you may give"),
        ({"person": "director@example.org"}, 403, "Nobody gives a mandate to themselves."),
        ({"until": "2020-01-01"}, 422, "A mandate cannot end on 2020-01-01"),
        ({"until": "soon"}, 422, "Enter a valid date."),
    ],
)
def test_a_refusal_says_why_keeps_what_was_typed_and_changes_nothing(browser, change, status, said):
    before = counts()
    answer = browser("director").post("/mandates/give/", FORM | change)
    page = text(answer)
    assert (answer.status_code, counts()) == (status, before)
    assert said in page
    for typed in (FORM | change).values():
        assert typed in page


def test_namesakes_are_shown_with_their_addresses(browser, crew):
    crew["correspondent"].family_name = crew["researcher"].family_name
    crew["correspondent"].save()
    page = text(browser("director").post("/mandates/give/", FORM | {"person": "sillage"}))
    assert "correspondent@example.org" in page
    assert "researcher@example.org" in page


def test_a_part_is_delegated_a_deputy_named_and_all_ended(browser, crew):
    referent, path = browser("referent"), f"/mandates/{crew['mandate'].uid}"
    page = text(referent.get(f"{path}/"))
    for offered in ("Delegate a part", "Name a deputy", "End this mandate", "What it allows", "SEA"):
        assert offered in page

    assert "Head" not in text(referent.get(f"{path}/delegate/")).split("id_units")[0]
    referent.post(f"{path}/delegate/", FORM | {"units": B})
    delegated = Mandate.objects.get(kind="delegated")
    assert (delegated.person, delegated.parent) == (crew["researcher"], crew["mandate"])

    referent.post(f"{path}/deputy/", {"person": "corinne amarre", "until": in_days(30)})
    assert Mandate.objects.get(kind="deputy").person == crew["correspondent"]
    page = text(browser("correspondent").get(f"{path}/"))
    assert "Roxane Sillage" in page

    answer = referent.post(f"{path}/end/", {"why": "moved"}, follow=True)
    assert "does not hold it any more" in text(answer)
    assert "moved" in text(answer)
    assert "Delegate a part" not in text(answer)
    crew["mandate"].refresh_from_db()
    assert crew["mandate"].ended_by == "Régis Balise"


def in_days(days: int) -> str:
    today = clock().today()
    return today.fromordinal(today.toordinal() + days).isoformat()


def test_a_deputy_acts_in_both_names(browser, crew):
    deputise(crew)
    browser("researcher").post(
        f"/mandates/{crew['mandate'].uid}/delegate/", FORM | {"person": "correspondent@example.org"}
    )
    entry = Entry.objects.filter(verb="mandate.delegate").get()
    assert (entry.by_label, entry.by_mandate_label) == ("Roxane Sillage", "Referent, for Régis Balise")


def test_a_form_that_stayed_open_while_the_mandate_ended_is_refused_and_keeps_the_text(browser, crew):
    deputise(crew)
    deputy, path = browser("researcher"), f"/mandates/{crew['mandate'].uid}/end/"
    assert deputy.get(path).status_code == 200
    end_mandate(mandate=Mandate.objects.get(kind="deputy"), **acting(crew["referent"]))
    before = counts()

    answer = deputy.post(path, {"why": "She leaves the institute on Friday."})

    assert (answer.status_code, counts()) == (404, before)
    assert "What you had written" in text(answer)
    assert "She leaves the institute on Friday." in text(answer)


def test_what_others_hold_is_seen_as_far_as_one_may(browser, crew):
    uid = crew["referent"].uid
    assert "Referent" in text(browser("director").get(f"/mandates/people/{uid}/"))
    assert browser("researcher").get(f"/mandates/people/{uid}/").status_code == 404
    assert browser("researcher").get(f"/mandates/people/{crew['researcher'].uid}/").status_code == 200


def test_of_a_unit_and_the_way_to_give_one_for_it(browser, crew):
    page = text(browser("director").get(f"/mandates/units/{A}/"))
    assert "Régis Balise" in page
    assert f"/mandates/give/?units={A}" in page
    assert browser("director").get("/mandates/units/abyss/").status_code == 404


def test_the_list_is_downloaded_with_the_same_rights(browser):
    rows = browser("director").get("/mandates/tables/mandates.csv").content.decode("utf-8-sig")
    assert "Régis Balise" in rows
    assert "Anselme Carène" not in rows


@pytest.mark.parametrize("query", ["?sort=scope", "?sort=person.account", "?page=0", "?page=x"])
def test_an_order_or_page_that_is_not_offered_is_refused(browser, query):
    assert browser("director").get(f"/mandates/{query}").status_code == 400


def test_three_mandates_cost_as_many_queries_as_one(browser, crew, django_assert_max_num_queries):
    reader = browser("researcher")
    shell_gives(crew["researcher"], "reader", units=[A])
    with django_assert_max_num_queries(10) as one:
        reader.get("/mandates/")
    shell_gives(crew["researcher"], "reader", units=[A, C], countries=["FR"])
    shell_gives(crew["researcher"], "reader", sites=["fr-brest"])
    with django_assert_max_num_queries(len(one)):
        reader.get("/mandates/")


def test_the_second_step_is_asked_of_the_roles_of_the_settings_only(browser, crew, settings):
    settings.PORTULAN_SECOND_FACTOR_ROLES = ["referent"]
    held = browser("referent")
    assert held.get("/mandates/")["Location"] == "/account/2fa/"
    assert "Your role needs a second step" in text(held.get("/mandates/", follow=True))
    assert browser("director").get("/mandates/").status_code == 200
    deputise(crew)
    assert browser("researcher").get("/mandates/")["Location"] == "/account/2fa/"
    assert Client().get("/sources/").status_code == 200

    settings.PORTULAN_SECOND_FACTOR_ROLES = ["*"]
    assert browser("correspondent").get("/sources/")["Location"] == "/account/2fa/"


def test_a_write_is_refused_before_the_second_step_too(browser, crew, settings):
    settings.PORTULAN_SECOND_FACTOR_ROLES = ["referent"]
    before = counts()
    answer = browser("referent").post(f"/mandates/{crew['mandate'].uid}/end/", {"why": ""})
    assert (answer["Location"], counts()) == ("/account/2fa/", before)


@pytest.fixture
def explained(crew):
    """``explained("referent")``: why that person sees something of the sea that lies in Singapore."""

    def said(name: str, **more) -> str:
        reach = reach_of(crew[name], TODAY)
        sea, singapore = Unit.objects.get(code="sea").pk, Country.objects.get(code="SG").pk
        reasons = why(reach, Verb.COOPERATION_READ, units=(sea,), countries=(singapore,), **more)
        return " ".join(render_to_string("organisation/why.html", {"why": reasons}).split())

    return said


def test_why_one_sees_something_is_answered_with_the_mandate(explained, crew):
    assert f'Your mandate covers it: <a href="/mandates/{crew["mandate"].uid}/">Referent</a>.' in explained(
        "referent"
    )


def test_a_deputy_is_told_for_whom(explained, crew):
    deputy = deputise(crew)
    said = explained("researcher")
    assert f'You stand in for Régis Balise: <a href="/mandates/{deputy.uid}/">Referent</a> covers it.' in said


def test_the_rule_of_the_thing_itself_is_told_too(explained):
    said = explained("correspondent", rules=["You are named on it."])
    assert "You are named on it." in said
    assert "/mandates/" not in said
    assert "Everybody can see it." in explained("correspondent")
