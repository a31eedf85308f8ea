"""Lists: rights first, then filters, then counts; a fixed number of queries."""

from datetime import timedelta

import pytest

from domains.cooperations.conftest import AT, TODAY
from portulan.domains.cooperations import queries, services
from portulan.domains.cooperations.queries import Filters
from portulan.domains.organisation.access import NOBODY
from portulan.domains.organisation.queries import reach_of


@pytest.fixture
def three(declared, somebody):
    """Of wave with Singapore; of cloud with Senegal, public; of wave with Japan, for those named only."""
    return (
        declared(title="Tides"),
        declared(title="Clouds", units=["cloud"], partners=["test-sn"], confidentiality="public"),
        declared(title="Whirl", partners=["test-jp"], confidentiality="need-to-know"),
    )


def titles(reach, **asked) -> list[str]:
    return [line.title for line in queries.cooperations(reach=reach, at=TODAY, sort="title", **asked).rows]


def test_each_reader_gets_the_own_list(three, somebody):
    assert titles(NOBODY) == ["Clouds"]
    assert titles(somebody("referent", units=("sea",)).reach) == ["Clouds", "Tides"]
    assert titles(somebody("referent", units=("sky",)).reach) == ["Clouds"]
    assert titles(somebody("director").reach) == ["Clouds", "Tides"]
    assert titles(somebody("correspondent", units=("wave",), countries=("SN",)).reach) == ["Clouds"]
    assert titles(somebody("administrator").reach) == ["Clouds"]


def test_the_people_named_read_what_no_mandate_opens(three, somebody):
    author = three[2].author
    assert titles(reach_of(author, TODAY)) == ["Clouds", "Tides", "Whirl"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"text": "TIDÉS"}, ["Tides"]),
        ({"text": "COOP-2026-00002"}, ["Clouds"]),
        ({"text": "a\0b"}, []),
        ({"countries": ("SN",)}, ["Clouds"]),
        ({"countries": ("SN", "SG")}, ["Clouds", "Tides"]),
        ({"units": ("sea",)}, ["Tides"]),
        ({"units": ("wave",), "countries": ("SN",)}, []),
        ({"partners": ("test-sg",)}, ["Tides"]),
        ({"stages": ("exploring",)}, ["Clouds", "Tides"]),
        ({"stages": ("ended",)}, []),
        ({"origins": ("declared",)}, ["Clouds", "Tides"]),
        ({"confidentialities": ("public",)}, ["Clouds"]),
    ],
)
def test_filters_narrow(three, somebody, filters, found):
    director = somebody("director")
    asked = {"reach": director.reach, "at": TODAY, "filters": Filters(**filters)}
    assert titles(director.reach, filters=Filters(**filters)) == found
    assert queries.count(**asked) == len(found)
    assert sum(one.count for one in queries.stages(**asked)) == len(found)


def test_facets_count_what_the_reader_sees(three, somebody):
    def facets(reach):
        return {one.code: one.count for one in queries.countries(reach=reach, at=TODAY)}

    assert facets(NOBODY) == {"SN": 1}
    assert facets(somebody("director").reach) == {"SG": 1, "SN": 1}


def test_due_and_steps_are_for_who_reads_from_within(three, somebody):
    director = somebody("director")
    for number, day in ((0, "2026-11-20"), (1, "2026-12-01")):
        services.set_step(uid=three[number].uid, text="Call", on=TODAY.fromisoformat(day), **director.acting)
    assert titles(director.reach, filters=Filters(due="overdue")) == ["Tides"]
    assert titles(director.reach, filters=Filters(due="month")) == ["Clouds", "Tides"]
    assert titles(NOBODY, filters=Filters(due="month")) == []
    (line,) = queries.cooperations(reach=NOBODY, at=TODAY, sort="due").rows
    assert (line.title, line.step, line.within) == ("Clouds", None, False)
    lines = queries.cooperations(reach=director.reach, at=TODAY, sort="due").rows
    assert [(line.title, line.step.overdue, line.step.owner.uid) for line in lines] == [
        ("Tides", True, director.person.uid),
        ("Clouds", False, director.person.uid),
    ]
    assert [line.title for line in queries.due(reach=director.reach, at=TODAY)] == ["Tides", "Clouds"]
    assert queries.due(reach=somebody("referent", units=("sea",)).reach, at=TODAY) == ()


def test_to_take_up_is_for_who_may_change_it_by_mandate_until_somebody_does(three, somebody):
    sea, sky = somebody("referent", units=("sea",)), somebody("referent", units=("sky",))

    def waiting(who):
        return [line.title for line in queries.to_take_up(reach=who.reach, at=TODAY)]

    assert (waiting(sea), waiting(sky)) == (["Tides"], ["Clouds"])
    services.take_over(uid=three[0].uid, **sea.acting)
    assert waiting(sea) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_two_queries_whatever_the_rows(declared, somebody, rows, django_assert_num_queries):
    for number in range(rows):
        declared(title=f"Number {number}")
    reach = somebody("director").reach
    with django_assert_num_queries(2):
        page = queries.cooperations(reach=reach, at=TODAY)
    assert page.total == rows


def test_pages_follow_each_other_and_know_the_total(declared, somebody):
    for number in range(5):
        declared(title=f"Number {number}")
    reach = somebody("director").reach
    page = queries.cooperations(reach=reach, at=TODAY, sort="title", limit=2, offset=2)
    assert ([line.title for line in page.rows], page.total) == (["Number 2", "Number 3"], 5)


def test_drafts_and_lists_are_their_author_s_only(somebody):
    one, other = somebody("researcher", units=("wave",)), somebody("researcher", units=("wave",))
    draft = services.save_draft(values={"title": ["Half"]}, reach=one.reach, at=AT)
    services.save_list(name="Mine", query="stage=idea", reach=one.reach, at=AT)
    assert [view.title for view in queries.drafts(reach=one.reach)] == ["Half"]
    assert queries.draft(reach=one.reach, uid=draft.uid).values == {"title": ["Half"]}
    assert [view.name for view in queries.saved_lists(reach=one.reach)] == ["Mine"]
    assert queries.drafts(reach=other.reach) == queries.saved_lists(reach=other.reach) == ()
    assert queries.draft(reach=other.reach, uid=draft.uid) is None
    assert queries.drafts(reach=NOBODY) == ()


@pytest.mark.parametrize("sort", ["due", "-due"])
def test_pages_by_day_follow_each_other_as_the_whole_list_does(declared, somebody, sort):
    """Those with a day come first, then the others: pages end within, at and after the last of them."""
    steps = [{"next_step": "Write", "next_step_on": TODAY + timedelta(days=day)} for day in (3, -2, 9)]
    for number, step in enumerate([*steps, {}, {}]):
        declared(title=f"Number {number}", units=["wave"], confidentiality="public", **step)
    declared(title="Elsewhere", units=["cloud"], partners=["test-jp"], confidentiality="public", **steps[0])
    readers = (
        somebody("director"),
        somebody("referent", units=("sea",)),
        somebody("referent", countries=("SG",)),
    )
    for reach in (*(one.reach for one in readers), NOBODY):
        whole = queries.lines(reach=reach, at=TODAY, sort=sort, limit=1_000)
        assert len(whole) == 6
        for limit in (1, 2, 3, 5):
            pages = [
                queries.lines(reach=reach, at=TODAY, sort=sort, limit=limit, offset=offset)
                for offset in range(0, 6, limit)
            ]
            assert [line for page in pages for line in page] == list(whole)


def test_words_of_the_title_or_the_number_in_any_case(declared, somebody):
    row = declared(title="Éclat of the tides")
    declared(title="Moons")
    reach = somebody("director").reach
    for text in ("eclat", "TIDES éclat", row.number, f" {row.number.lower()} "):
        assert [line.number for line in queries.lines(reach=reach, at=TODAY, filters=Filters(text=text))] == [
            row.number
        ]
    assert queries.lines(reach=reach, at=TODAY, filters=Filters(text="100%")) == ()
