"""The places of the frame show only what exists, and where one is."""

from collections.abc import Iterator

import pytest
from django.test import RequestFactory, override_settings
from django.utils.translation import override

from portulan.foundations.ui.frame import frame_of
from portulan.foundations.ui.places import PLACES, Entry, Place, Reader, places_at
from portulan.foundations.ui.templatetags.ui import surroundings


@pytest.fixture(autouse=True)
def _gallery() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="foundations.ui.gallery"):
        yield


def current(path: str) -> list[str]:
    return [entry.url for place in places_at(path) for entry in place.entries if entry.current]


def test_there_are_five_places_and_only_those_with_a_page_are_shown() -> None:
    assert [place.key for place in PLACES] == ["desk", "cooperations", "partners", "world", "calls"]
    assert [place.key for place in places_at("/")] == ["world"]


def test_an_entry_is_current_below_its_address() -> None:
    assert current("/") == ["/"]
    assert current("/sources/methods/") == ["/sources/"]
    assert current("/account/") == []


def test_keys_are_said_once() -> None:
    keys = [entry.keys for place in PLACES for entry in place.entries]
    assert len(keys) == len(set(keys))


def test_places_may_be_given() -> None:
    given = (Place("x", "X", "map", (Entry("sources", "Sources", "map"), Entry("nowhere", "N", "map"))),)
    (place,) = places_at("/sources/", given)
    assert ([entry.url for entry in place.entries], place.current) == (["/sources/"], True)


def test_an_entry_is_for_who_is_signed_in_or_holds_one_of_its_verbs() -> None:
    given = (
        Place("x", "X", "map", (
            Entry("world", "W", "map"),
            Entry("sources", "S", "map", signed_in=True),
            Entry("offices", "O", "map", needs=("steering.read", "radar.read")),
        )),
    )  # fmt: skip

    def shown(reader: Reader) -> list[str]:
        return [entry.url for place in places_at("/", given, reader=reader) for entry in place.entries]

    assert shown(Reader()) == ["/"]
    assert shown(Reader(signed_in=True)) == ["/", "/sources/"]
    assert shown(Reader(signed_in=True, verbs=frozenset({"radar.read"}))) == ["/", "/sources/", "/offices/"]
    assert shown(Reader(signed_in=True, verbs=frozenset({"data.build"}))) == ["/", "/sources/"]


def test_the_bar_holds_four_and_keeps_the_rest_behind_more() -> None:
    frame = frame_of(RequestFactory().get("/"))
    assert [entry.url for entry in frame.bar] == ["/", "/gallery/", "/laboratories/", "/offices/"]
    assert [entry.url for entry in frame.more] == ["/organisation/", "/instruments/", "/sources/"]


@pytest.mark.parametrize(
    ("cookie", "theme"), [("dark", "dark"), ("light", "light"), ('"><script>', "auto"), ("", "auto")]
)
def test_the_theme_is_one_of_three(cookie: str, theme: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = cookie
    assert frame_of(request).theme == theme


def test_a_frame_without_a_request_is_whole() -> None:
    frame = frame_of(None)
    assert (frame.path, frame.theme, frame.home_url) == ("/", "auto", "/")


def test_the_frame_is_drawn_once_for_who_sees_the_same_and_anew_for_others() -> None:
    request = RequestFactory().get("/sources/")
    drawn = [surroundings("rail", frame_of(request)) for _ in range(2)]
    assert drawn[0] is drawn[1]
    assert 'href="/sources/"' in drawn[0]
    assert surroundings("keys", frame_of(request)) != drawn[0]
    elsewhere = surroundings("rail", frame_of(RequestFactory().get("/")))
    assert elsewhere.count("aria-current") == drawn[0].count("aria-current") == 1
    assert elsewhere != drawn[0]
    with override("fr"):
        assert surroundings("rail", frame_of(request)) != drawn[0]
