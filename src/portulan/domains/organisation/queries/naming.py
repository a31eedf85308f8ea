"""What a person typed for a unit, a country or a site, as codes; what may be meant when it is not sure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from portulan.domains.geography.models import Country
from portulan.domains.organisation.models import Site, Unit, UnitLabel, UnitName
from portulan.foundations.tables.order import folded

Finder = Callable[[str], list[tuple[str, str]]]  # code and name of what a text may mean
_MOST = 6  # what is proposed for one text


@dataclass(frozen=True, slots=True)
class Named:
    """The codes of what was recognised; for each text that was not, what it may mean ("INSIS (insis)")."""

    codes: tuple[str, ...] = ()
    unsure: tuple[tuple[str, tuple[str, ...]], ...] = ()


def units_named(texts: Iterable[str]) -> Named:
    """By code, label, short name or name; a text that is part of one name only is that one."""
    return _named(texts, _units)


def countries_named(texts: Iterable[str]) -> Named:
    """By ISO code or name in either language."""
    rows = list(Country.objects.values_list("code", "name_fr", "name_en"))

    def found(text: str) -> list[tuple[str, str]]:
        exact = [code for code, *names in rows if text.upper() == code or folded(text) in map(folded, names)]
        part = [code for code, *names in rows if any(folded(text) in folded(name) for name in names)]
        names = {code: name_en for code, _fr, name_en in rows}
        return [(code, names[code]) for code in exact or part]

    return _named(texts, found)


def sites_named(texts: Iterable[str]) -> Named:
    """By code or town."""
    rows = list(Site.objects.values_list("code", "name"))

    def found(text: str) -> list[tuple[str, str]]:
        exact = [row for row in rows if text == row[0] or folded(text) == folded(row[1])]
        return exact or [row for row in rows if folded(text) in folded(row[1])]

    return _named(texts, found)


def _units(text: str) -> list[tuple[str, str]]:
    held = "\0" not in text and text
    if not held:
        return []
    if exact := list(Unit.objects.filter(code=text).values_list("code", "code")):
        return exact
    if labelled := set(UnitLabel.objects.filter(text__iexact=text).values_list("unit__code", "text")):
        return sorted(labelled)
    rows = UnitName.objects.filter(folded__contains=folded(text)).order_by("unit__code", "rank")
    names = list(rows.values_list("unit__code", "name_fr", "name_en", "short_name")[:200])
    same = {
        code: short or fr for code, fr, en, short in names if folded(text) in map(folded, (fr, en, short))
    }
    return sorted(same.items()) or sorted({code: short or fr for code, fr, _en, short in names}.items())


def _named(texts: Iterable[str], found: Finder) -> Named:
    codes: list[str] = []
    unsure: list[tuple[str, tuple[str, ...]]] = []
    for text in dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()):
        known = found(text)
        if len(known) == 1:
            codes.append(known[0][0])
        else:
            unsure.append((text, _proposed(known)))
    return Named(tuple(dict.fromkeys(codes)), tuple(unsure))


def _proposed(known: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(f"{code} ({name})" if name != code else code for code, name in known[:_MOST])
