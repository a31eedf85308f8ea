"""What a cooperation says to who searches, and that a hidden one cannot be felt."""

import pytest

from domains.cooperations.conftest import AT, TODAY, given
from portulan.domains.cooperations import services
from portulan.domains.cooperations.queries.finding import search_texts
from portulan.domains.organisation.access import NOBODY
from portulan.domains.partners.models import Partner
from portulan.domains.partners.services import edit_partner, merge
from portulan.domains.partners.services.merging import undo_merge
from portulan.foundations.journal.actor import Actor
from portulan.foundations.search import services as search
from portulan.foundations.search.queries import find

pytestmark = pytest.mark.usefixtures("field")


def found(asked: str, reach) -> list[int]:
    return [number for group in find(asked, reader=reach, only="cooperation") for number in group.numbers]


@pytest.mark.parametrize(
    "asked", ["tides", "wave lab", "labo wave", "lion university", "singapour", "singapore", "COOP-2026"]
)
def test_it_is_found_by_all_it_names_by_who_may_see_it(somebody, declared, asked: str):
    row = declared()
    assert found(asked, somebody("referent", units=("sea",)).reach) == [row.pk]
    for who in (somebody("referent", units=("sky",)), somebody("administrator"), somebody()):
        assert found(asked, who.reach) == []
    assert found(asked, NOBODY) == []


def test_a_public_one_is_found_by_everybody_but_not_by_its_next_step_or_its_people(somebody, declared):
    author = somebody("researcher", units=("wave",))
    row = declared(author, confidentiality="public", next_step="Telephone the rector", next_step_on=TODAY)
    assert found("tides", NOBODY) == [row.pk]
    assert found("rector", NOBODY) == found("researcher", NOBODY) == []


def test_a_change_is_found_at_once(somebody, declared):
    author = somebody("researcher", units=("wave",))
    row = declared(author)
    services.edit(
        uid=row.uid, given=given(title="Corals of the bay"), version=1, today=TODAY, **author.acting
    )
    assert found("corals", author.reach) == [row.pk]
    assert found("tides", author.reach) == []


def test_all_read_anew_is_what_was_told_row_by_row(somebody, declared):
    author = somebody("researcher", units=("wave",))
    rows = [declared(author, title=title) for title in ("Tides of the strait", "Corals and moons", "Salt")]
    numbers = [row.pk for row in rows]
    assert list(search_texts(None)) == list(search_texts(numbers))
    before = found("wave", author.reach)
    search.rebuild()
    assert found("wave", author.reach) == before != []


def test_a_hidden_one_changes_nothing_an_outsider_finds(somebody, declared):
    declared(title="Open tides", confidentiality="public")
    before = {asked: find(asked, reader=NOBODY) for asked in ("tides", "tidse", "moon", "lion", "tidal")}
    declared(title="Secret tides of the moon, tidal", confidentiality="need-to-know")
    declared(title="Tidse lion moon")
    assert {asked: find(asked, reader=NOBODY) for asked in before} == before


def test_a_partner_called_otherwise_is_found_on_its_cooperations_at_once(somebody, declared):
    reach = somebody("referent", units=("sea",)).reach
    row, partner = declared(), Partner.objects.get(key="test-sg")
    system = Actor("system:tests", "tests")

    said = {"name": "Merlion Institute", "short_name": "", "country": "SG", "city": "", "website": ""}
    edit_partner(partner=partner, version=partner.version, **said, by=system, at=AT)

    assert (found("merlion", reach), found("lion university", reach)) == ([row.pk], [])
    done = merge(kept=Partner.objects.get(key="test-jp"), absorbed=partner, by=system, at=AT)
    assert (found("maple", reach), found("merlion", reach)) == ([row.pk], [])
    undo_merge(uid=done.uid, by=system, at=AT)
    assert (found("maple", reach), found("merlion", reach)) == ([], [row.pk])
