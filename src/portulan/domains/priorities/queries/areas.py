"""Areas of the matrix: sub-regions of the United Nations, and countries chosen one by one."""

from dataclasses import dataclass

from portulan.domains.geography import queries as geography


@dataclass(frozen=True, slots=True)
class Area:
    """A sub-region (three digits) or a country (two letters)."""

    code: str
    name_fr: str
    name_en: str


def areas() -> tuple[Area, ...]:
    """Sub-regions first, then countries, each by its English name."""
    countries = geography.countries()
    regions = {
        one.subregion_code: Area(one.subregion_code, one.subregion_fr, one.subregion_en)
        for one in countries
        if one.subregion_code
    }
    named = [Area(one.code, one.name_fr, one.name_en) for one in countries]
    by_name = sorted(regions.values(), key=lambda one: one.name_en)
    return (*by_name, *sorted(named, key=lambda one: one.name_en))
