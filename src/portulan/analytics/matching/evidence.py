"""Where a string says it is: countries, subdivisions and cities named in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from portulan.analytics.matching.build import CITY, COUNTRY, PLACE_SHIFT, SUBDIVISION
from portulan.analytics.matching.index import Registry
from portulan.analytics.matching.places import ABBREVIATED, ALIKE
from portulan.analytics.matching.text import Tokens

_VALUE = (1 << PLACE_SHIFT) - 1
AGREES, SILENT, ALIKE_ONLY, CONTRADICTS = 2, 1, 0, -1


@dataclass(slots=True)
class Where:
    """Places of one string: countries said outright, those its cities and subdivisions imply, and where each is."""

    countries: set[int] = field(default_factory=set)
    implied: set[int] = field(default_factory=set)
    cities: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    areas: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    spots: list[tuple[int, int]] = field(default_factory=list)
    said: list[tuple[int, int]] = field(default_factory=list)
    abbreviated: set[tuple[int, int]] = field(default_factory=set)


class Places:
    """Reads places out of the hits of one string."""

    def __init__(self, registry: Registry) -> None:
        self._start, self._place = registry.view("place_start"), registry.view("place")
        self._city_country = registry.view("city_country")
        self._area_country = registry.view("area_country")
        self.countries: list[str] = registry.meta["countries"]
        self.number = {code: number for number, code in enumerate(self.countries)}
        self._codes: dict[str, int] = registry.meta["area_codes"]
        groups = [frozenset(self.number[code] for code in group if code in self.number) for group in ALIKE]
        self._alike = {country: group for group in groups for country in group}

    def is_country(self, key: int) -> bool:
        """Whether a key is the name of a country."""
        places = self._place[self._start[key] : self._start[key + 1]]
        return len(places) > 0 and places[0] >> PLACE_SHIFT == COUNTRY

    def has(self, key: int) -> bool:
        """Whether a key is the name of a place."""
        return self._start[key] != self._start[key + 1]

    def read(self, hits: Sequence[tuple[int, int, int]], inside: set[tuple[int, int]], cut: Tokens) -> Where:
        """``hits``: first token, token after the last, key. ``inside``: spots within the name of an organisation."""
        where = Where()
        for first, after, key in hits:
            for place in self._place[self._start[key] : self._start[key + 1]]:
                self._add(where, place, (first, after), (first, after) in inside)
        self._abbreviated(where, cut)
        return where

    def _add(self, where: Where, place: int, spot: tuple[int, int], inside: bool) -> None:
        kind, value = place >> PLACE_SHIFT, place & _VALUE
        if kind == COUNTRY:
            (where.implied if inside else where.countries).add(value)
            if not inside:
                where.said.append((spot[0], value))
            return
        if kind == CITY:
            where.cities.setdefault(value, []).append(spot)
            country = self._city_country[value]
        elif kind == SUBDIVISION:
            where.areas.setdefault(value, []).append(spot)
            country = self._area_country[value]
        where.implied.add(country)
        if not inside:
            where.spots.append(spot)

    def _abbreviated(self, where: Where, cut: Tokens) -> None:
        """Two capitals that are a state or a province, after a comma or before a postcode."""
        for place, token in enumerate(cut.tokens):
            if len(token) > 3 or place == 0 or token.upper() not in ABBREVIATED:
                continue
            raw = cut.text[cut.starts[place] : cut.ends[place]]
            if raw in self._codes and cut.segments[place] != cut.segments[place - 1]:
                where.abbreviated.add((place, place + 1))
                self._add(where, SUBDIVISION << PLACE_SHIFT | self._codes[raw], (place, place + 1), False)

    def next_said(self, country: int, after: int, where: Where) -> int:
        """1 when the first country said from a token on is this one, -1 when it is another, 0 when none is."""
        least, here = -1, False
        for place, value in where.said:
            if place < after or (0 <= least < place):
                continue
            here = (value == country) or (here and place == least)
            least = place
        return 0 if least < 0 else 1 if here else -1

    def compare(self, country: int, where: Where) -> int:
        """AGREES, SILENT, ALIKE_ONLY or CONTRADICTS: what the countries said outright say of this one."""
        if not where.countries:
            return SILENT
        if country in where.countries:
            return AGREES
        group = self._alike.get(country)
        return CONTRADICTS if group is None or group.isdisjoint(where.countries) else ALIKE_ONLY
