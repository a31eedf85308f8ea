"""Places where units stand, made when a unit first stands there."""

from collections.abc import Iterable

from portulan.domains.organisation.models import Site
from portulan.domains.organisation.vocabulary.sites import site_code, site_name

Place = tuple[int | None, str]  # row number of the country, town


def sites_of(places: Iterable[Place], countries: dict[str, int]) -> dict[Place, int]:
    """The row number of the site of each place that has one; makes the sites that lack. Three queries."""
    codes = {number: code for code, number in countries.items()}
    named = {place: site_code(codes.get(place[0] or 0, ""), place[1]) for place in set(places)}
    called = _called(named)
    known = set(Site.objects.filter(code__in=called).values_list("code", flat=True))
    born = [
        Site(code=code, name=site_name(city), country_id=country)
        for code, (country, city) in called.items()
        if code not in known and country is not None
    ]
    Site.objects.bulk_create(born, batch_size=500)
    numbers = dict(Site.objects.filter(code__in=called).values_list("code", "id"))
    return {place: numbers[code] for place, code in named.items() if code}


def _called(named: dict[Place, str]) -> dict[str, Place]:
    """Each site by the way a reader would write it: of several ways, the one that is not shouted, then the longest."""
    chosen: dict[str, Place] = {}
    for place, code in sorted(
        named.items(), key=lambda one: (one[0][1].isupper(), -len(one[0][1]), one[0][1])
    ):
        if code:
            chosen.setdefault(code, place)
    return chosen
