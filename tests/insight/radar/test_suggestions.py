from datetime import date
from pathlib import Path

import pytest

from portulan.insight.radar.suggestions import UnusableLinksError, suggestions

ASKED = {"country": "FR", "day": date(2016, 12, 31), "kinds": ("HES",), "min_activity": 1}


def test_the_parts_of_a_suggestion_sum_to_its_score(links: Path) -> None:
    found = suggestions(path=links, focal="a", **ASKED)
    why = found.hubs[0].explanation
    parts = [one.part for one in (*why.bridges, *why.chains)] + [theme.common_ground for theme in why.themes]
    parts += [why.other_bridges[1], why.other_chains[1]]
    assert sum(parts) == pytest.approx(why.score)
    assert [one.organisation for one in found.deepening] == ["d"]


def test_a_new_file_is_read_anew(links: Path) -> None:
    before = suggestions(path=links, focal="a", **ASKED)
    links.write_text(links.read_text() + "p0,a,FR,HES,2016-01-31,X\np0,e,IT,HES,2016-01-31,X\n")
    after = suggestions(path=links, focal="a", **ASKED)
    assert len(after.deepening) == len(before.deepening) + 1


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnusableLinksError, match="cannot be read"):
        suggestions(path=tmp_path / "none.csv", focal="a", **ASKED)
