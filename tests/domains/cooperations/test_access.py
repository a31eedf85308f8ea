"""Who may: on one object and as a filter, which always agree."""

from itertools import product

import pytest

from domains.cooperations.conftest import AT, TODAY
from portulan.domains.cooperations import access, queries, services
from portulan.domains.cooperations.models import Cooperation, Draft, Finding
from portulan.domains.geography.models import Country
from portulan.domains.organisation.access import NOBODY
from portulan.domains.organisation.models import Unit
from portulan.domains.organisation.queries import reach_of

PAIRS = (
    (access.visible_to, access.may_read),
    (access.read_within_by, access.may_read_within),
    (access.editable_by, access.may_edit),
    (access.followable_by, access.may_follow),
)
ROLES = ("researcher", "correspondent", "referent", "director", "administrator")
SCOPES = (
    {},
    {"units": ("sea",)},
    {"units": ("wave",)},
    {"countries": ("SG",)},
    {"units": ("sky",), "countries": ("SN",)},
    {"units": ("wave",), "countries": ("SN",)},
)


@pytest.fixture
def all_kinds(declared, somebody):
    """Every confidentiality x place: one laboratory, the other, both, none."""
    whole = somebody("referent")
    places = (["wave"], ["cloud"], ["wave", "cloud"], [])
    partners = ("test-sg", "test-sn", "test-jp")
    for number, (units, partner, who) in enumerate(
        product(places, partners, ("public", "organisation", "need-to-know"))
    ):
        declared(whole, title=f"N{number}", units=units, partners=[partner], confidentiality=who)
    return Cooperation.objects.all()


@pytest.mark.parametrize(("filtered", "asked"), PAIRS, ids=lambda one: one.__name__)
def test_the_filter_and_the_question_agree_for_every_reader(all_kinds, somebody, filtered, asked):
    readers = [somebody(role, **scope) for role, scope in product(ROLES, SCOPES)]
    reaches = [NOBODY, somebody().reach, *(one.reach for one in readers)]
    for right in ("read", "follow", "edit"):
        one = somebody()
        closed = all_kinds.filter(confidentiality="need-to-know").first()
        closed.members.create(person=one.person, right=right)
        reaches.append(one.reach)
    for reach in reaches:
        found = set(all_kinds.filter(filtered(reach)).values_list("pk", flat=True))
        assert found == {row.pk for row in all_kinds if asked(reach, row)}


def test_what_a_line_tells_from_within_agrees_for_every_reader(all_kinds, somebody):
    """``reads_within`` is asked of links that were read; ``may_read_within`` of the database."""
    named = somebody()
    all_kinds.filter(confidentiality="need-to-know").first().members.create(person=named.person, right="read")
    readers = [somebody(role, **scope) for role, scope in product(ROLES, SCOPES)]
    for reach in (NOBODY, somebody().reach, named.reach, *(one.reach for one in readers)):
        lines = queries.lines(reach=reach, at=TODAY, limit=100)
        within = {row.number for row in all_kinds if access.may_read_within(reach, row)}
        assert {line.number for line in lines if line.within} == within


def test_a_mandate_never_opens_what_is_for_the_people_named(declared, somebody):
    row = declared(confidentiality="need-to-know")
    assert not any(
        access.may_read(somebody(role).reach, row) for role in ("referent", "director", "administrator")
    )
    assert access.may_read(reach_of(row.author, TODAY), row)


def test_public_is_seen_by_nobody_signed_in_but_not_from_within(declared):
    row = declared(confidentiality="public")
    assert access.may_read(NOBODY, row)
    assert not access.may_read_within(NOBODY, row)


def test_the_author_edits_until_somebody_takes_it_over(declared, somebody):
    row = declared()
    author = reach_of(row.author, TODAY)
    assert access.may_edit(author, row)
    referent = somebody("referent", units=("sea",))
    services.take_over(uid=row.uid, **referent.acting)
    assert (access.may_edit(author, row), access.may_follow(author, row)) == (False, True)


def test_one_declares_for_what_a_scope_covers(somebody):
    wave, cloud = (Unit.objects.get(code=code).pk for code in ("wave", "cloud"))
    singapore, senegal = (Country.objects.get(code=code).pk for code in ("SG", "SN"))
    one = somebody("correspondent", units=("wave",), countries=("SG",)).reach
    assert access.may_declare_for(one, units=[wave, cloud], countries=[singapore])
    assert not access.may_declare_for(one, units=[wave], countries=[senegal])
    assert not access.may_declare_for(one, units=[cloud], countries=[singapore])
    assert not access.may_declare_for(one, units=[], countries=[singapore])
    assert not access.may_declare(somebody("director").reach)


def test_drafts_are_their_author_s(somebody):
    one, other = somebody("researcher", units=("wave",)), somebody("director")
    draft = services.save_draft(values={"title": "T"}, reach=one.reach, at=AT)
    for reach in (one.reach, other.reach, NOBODY):
        found = Draft.objects.filter(access.drafts_of(reach)).exists()
        assert found == access.may_open_draft(reach, draft) == (reach.person == one.person.pk)


def test_answers_are_taken_back_by_who_declares_there(somebody):
    unit, country = Unit.objects.get(code="wave"), Country.objects.get(code="SG")
    for of, where in product((unit, None), (country, None)):
        Finding.objects.create(
            source_key="hal", unit=of, country=where, partner_key="x", partner_name="X", answer="refused",
            at=AT, by_uid="u", by_label="U",
        )  # fmt: skip
    for role, scope in product(ROLES, SCOPES):
        reach = somebody(role, **scope).reach
        found = set(Finding.objects.filter(access.answerable_by(reach)).values_list("pk", flat=True))
        assert found == {row.pk for row in Finding.objects.all() if access.may_answer(reach, row)}


def test_a_refusal_says_why_and_what_is_hidden_is_unknown(declared, somebody):
    row = declared()
    reader, outsider = somebody("researcher", units=("wave",)).reach, somebody().reach
    with pytest.raises(access.CooperationRefusedError) as refused:
        access.require_edit(reader, row)
    assert not isinstance(refused.value, access.UnknownCooperationError)
    assert "may not change" in str(refused.value)
    for ask in (access.require_read, access.require_edit, access.require_follow):
        with pytest.raises(access.UnknownCooperationError):
            ask(outsider, row)


def test_why_it_is_seen(declared, somebody):
    row = declared(confidentiality="public")
    assert access.why_read(reach_of(row.author, TODAY), row).rules == (
        "It is public.",
        "You are named on it.",
    )
    why = access.why_read(somebody("referent", units=("sea",)).reach, row)
    assert [one.role for one in why.mandates] == ["referent"]
