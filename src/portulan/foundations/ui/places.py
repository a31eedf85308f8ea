"""The five places of the frame and what stands under them, as data. What has no address yet is not shown."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, as the frame needs it: ``verbs`` are what the mandates of the day allow anywhere."""

    signed_in: bool = False
    verbs: frozenset[str] = frozenset()


ANYBODY = Reader()


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of a place. ``route`` is the name of its address; ``keys`` the two keys that lead to it.

    Where ``signed_in``, it is for who is; where there are ``needs``, for who holds one of these verbs.
    """

    route: str
    label: Words
    icon: str
    keys: str = ""
    signed_in: bool = False
    needs: tuple[str, ...] = ()

    def is_for(self, reader: Reader) -> bool:
        return (reader.signed_in or not self.signed_in) and (
            not self.needs or bool(reader.verbs.intersection(self.needs))
        )


@dataclass(frozen=True, slots=True)
class Place:
    """One of the five places."""

    key: str
    label: Words
    icon: str
    entries: tuple[Entry, ...]


PLACES = (
    Place(
        "desk",
        _("My desk"),
        "inbox",
        (
            Entry("desk", _("My desk"), "inbox", "g d", signed_in=True),
            Entry("mandates", _("Mandates"), "person-badge", "g m", signed_in=True),
            Entry("steering", _("Steering"), "compass", "g t", needs=("steering.read",)),
            Entry(
                "priorities", _("Priorities"), "list-check", "g k", needs=("steering.read", "priorities.edit")
            ),
        ),
    ),
    Place(
        "cooperations",
        _("Cooperations"),
        "people",
        (
            Entry("cooperations", _("Cooperations"), "people", "g c"),
            Entry(
                "cooperation_declare", _("Declare one"), "plus-circle", "g e", needs=("cooperation.declare",)
            ),
            Entry(
                "cooperations_found",
                _("Found in the data"),
                "binoculars",
                "g f",
                needs=("cooperation.declare",),
            ),
        ),
    ),
    Place(
        "partners",
        _("Partners"),
        "buildings",
        (Entry("partners", _("Partners"), "buildings", "g p"),),
    ),
    Place(
        "world",
        _("World"),
        "globe",
        (
            Entry("world", _("World"), "globe", "g w"),
            Entry("countries", _("Countries"), "map", "g y"),
            Entry("radar", _("Radar"), "binoculars", "g r", needs=("radar.read",)),
            Entry("measures", _("Measures"), "calculator", "g u"),
            Entry("laboratories", _("Laboratories"), "diagram-3", "g l"),
            Entry("offices", _("Offices"), "geo-alt", "g o"),
            Entry("organisation", _("Organisation"), "building", "g i"),
            Entry("instruments", _("Instruments"), "bar-chart-steps", "g n"),
            Entry("sources", _("Sources"), "journal-text", "g s"),
        ),
    ),
    Place("calls", _("Calls"), "megaphone", (Entry("calls", _("Calls"), "megaphone", "g a"),)),
)


@dataclass(frozen=True, slots=True)
class EntryView:
    label: Words
    icon: str
    url: str
    keys: str
    current: bool


@dataclass(frozen=True, slots=True)
class PlaceView:
    key: str
    label: Words
    icon: str
    url: str
    entries: tuple[EntryView, ...]
    current: bool


def address(route: str) -> str:
    """The address of a route, empty where the site does not have it yet."""
    return _address(route, str(settings.ROOT_URLCONF))


@lru_cache(maxsize=256)
def _address(route: str, site: str) -> str:
    """Addresses of a site do not change while it runs, and every page asks for dozens."""
    try:
        return reverse(route, urlconf=site)
    except NoReverseMatch:
        return ""


def places_at(
    path: str, places: tuple[Place, ...] = PLACES, *, reader: Reader = ANYBODY
) -> tuple[PlaceView, ...]:
    """The places a reader at ``path`` sees; the entry whose address ``path`` continues is current."""
    shown = [(place, [entry for entry in place.entries if entry.is_for(reader)]) for place in places]
    known = {entry.route: address(entry.route) for _place, entries in shown for entry in entries}
    current = max((url for url in known.values() if _continues(path, url)), key=len, default="")
    views = (_place(place, entries, known, current) for place, entries in shown)
    return tuple(view for view in views if view.entries)


def _continues(path: str, url: str) -> bool:
    return bool(url) and (path == url or (url != "/" and path.startswith(url)))


def _place(place: Place, shown: list[Entry], known: dict[str, str], current: str) -> PlaceView:
    entries = tuple(
        EntryView(entry.label, entry.icon, known[entry.route], entry.keys, known[entry.route] == current)
        for entry in shown
        if known[entry.route]
    )
    url = entries[0].url if entries else ""
    return PlaceView(place.key, place.label, place.icon, url, entries, any(e.current for e in entries))
