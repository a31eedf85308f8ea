"""What surrounds every page, for the reader of one request."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info

from portulan.foundations.ui.places import ANYBODY, PlaceView, Reader, address, places_at

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "theme"
BAR_LENGTH = 5
LONGEST_QUESTION = 200


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    name: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """``bar`` is the bottom bar of narrow screens: the places, or the pages of the only place there is.

    ``question`` is what the reader looks for on this page.
    """

    path: str
    language: str
    theme: str
    places: tuple[PlaceView, ...]
    languages: tuple[Language, ...]
    language_url: str
    sign_in_url: str
    sign_out_url: str
    me_url: str
    home_url: str
    search_url: str
    methods_url: str
    question: str

    @property
    def bar(self) -> tuple:
        return self._bar[:BAR_LENGTH] if len(self._bar) <= BAR_LENGTH else self._bar[: BAR_LENGTH - 1]

    @property
    def more(self) -> tuple:
        return self._bar[len(self.bar) :]

    @property
    def surroundings(self) -> tuple[object, ...]:
        """All that the rail, the bar and the keys are drawn from."""
        places = tuple((entry.url, entry.current) for place in self.places for entry in place.entries)
        return (self.language, self.search_url, self.methods_url, places)

    @property
    def _bar(self) -> tuple:
        return self.places[0].entries if len(self.places) == 1 else self.places


def frame_of(request: HttpRequest | None, *, nowhere: bool = False, reader: Reader = ANYBODY) -> Frame:
    """The frame of ``request``; without one (a page of failure), what can be shown to anyone."""
    path = request.path if request and not nowhere else ""
    theme = request.COOKIES.get(THEME_COOKIE, "auto") if request else "auto"
    language = get_language() or settings.LANGUAGE_CODE
    search = address("search")
    return Frame(
        path=request.get_full_path() if request else "/",
        language=language,
        theme=theme if theme in THEMES else "auto",
        places=places_at(path, reader=reader),
        languages=tuple(_language(code, language) for code, _ in settings.LANGUAGES),
        language_url=address("set_language"),
        sign_in_url=address("account_login"),
        sign_out_url=address("account_logout"),
        me_url=address("me"),
        home_url=(address("desk") if reader.signed_in else "") or address("world") or "/",
        search_url=search,
        methods_url=address("methods"),
        question=request.GET.get("q", "")[:LONGEST_QUESTION] if request and path and path == search else "",
    )


def _language(code: str, current: str) -> Language:
    return Language(code, get_language_info(code)["name_local"].capitalize(), current == code)
