"""What the component templates make of plain values."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import engines
from django.template.loader import get_template
from django.test import RequestFactory, override_settings
from django.utils import translation

from portulan.foundations.model.softdate import SoftDate
from portulan.foundations.tables.table import Column, SourceNote, Table
from portulan.foundations.tables.view import view_of
from portulan.foundations.ui import icons
from portulan.foundations.ui.charts import Chart, Series
from portulan.foundations.ui.components import Action, Empty, Figure, Notice, Progress, Proof
from portulan.foundations.ui.manifest import MANIFEST
from portulan.foundations.ui.maps import MapPoint, RegionMap, WorldMap

SOURCE = SourceNote(title="OpenAlex", as_of="2024-08", url="https://openalex.org/")
SOURCES = Path(icons.__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _gallery(built: None) -> Iterator[None]:
    with override_settings(ROOT_URLCONF="foundations.ui.gallery"), translation.override("en"):
        yield


def shown(name: str, **values: object) -> str:
    return re.sub(r"\s+", " ", get_template(f"ui/{name}.html").render(values))


def test_a_figure_carries_its_unit_interval_source_and_method() -> None:
    figure = Figure(
        title="Co-authored works", value=1416, low=1343, high=1492, unit="works", years="2018",
        sources=(SOURCE,), method_url="/sources/methods/#works", download_url="/x.csv",
    )  # fmt: skip
    html = shown("figure", figure=figure)
    for part in ("1,416", "works", "2018", "95% interval: 1,343 to 1,492", "OpenAlex", "as of August 2024"):
        assert part in html
    assert 'href="/sources/methods/#works"' in html
    assert 'href="/x.csv"' in html


@pytest.mark.parametrize(("form", "value", "text"), [("share", 0.5, "50.0%"), ("growth", 0.04, "+4.0%")])
def test_a_figure_is_written_in_its_form(form: str, value: float, text: str) -> None:
    assert text in shown("figure", figure=Figure(title="F", value=value, form=form))


def test_a_lack_is_said_in_words_and_is_not_a_number() -> None:
    lack = SimpleNamespace(needed=10, found=3, unit="projects")
    html = shown("figure", figure=Figure(title="Growth", lack=lack, sources=(SOURCE,)))
    assert "Not enough data" in html
    assert "3 projects found, 10 needed." in html


@pytest.mark.parametrize(
    ("kind", "word", "shape"),
    [
        ("declared", "Declared", "<circle"),
        ("detected", "Detected", "<circle"),
        ("formalised", "Formalised", "<path"),
    ],
)
def test_a_proof_has_a_shape_a_word_a_date_and_a_source(kind: str, word: str, shape: str) -> None:
    proof = Proof(kind=kind, label="CINTRA", when=SoftDate("2009-10"), source="RNSR", url="/x/")
    html = shown("proof", proof=proof)
    for part in (f"proof-{kind}", word, shape, "October 2009", "(RNSR)", 'href="/x/"'):
        assert part in html
    assert f"{word}: missing" in shown("proof", proof=Proof(kind=kind, label="Agreement", gap=True))


def test_what_is_empty_says_why_and_what_next() -> None:
    html = shown(
        "empty", empty=Empty(title="None", why="Nobody declared one.", action=Action("Declare", "/d/"))
    )
    assert "Nobody declared one." in html
    assert 'href="/d/"' in html


def test_a_notice_has_a_word_as_well_as_a_colour() -> None:
    assert "Refused" in shown("notice", notice=Notice(text="No.", kind="danger"))
    assert 'role="alert"' in shown("notice", notice=Notice(text="No.", kind="danger"))
    assert 'role="alert"' not in shown("notice", notice=Notice(text="So."))


def test_progress_asks_again_only_while_work_goes_on() -> None:
    running = Progress(key="b", title="Build", doing="Reading HAL", done=3, total=8, poll_url="/poll/")
    html = shown("progress", progress=running)
    assert 'hx-get="/poll/"' in html
    assert 'value="37"' in html
    assert "Reading HAL (3 / 8)" in html
    unknown = shown("progress", progress=Progress(key="b", title="B", poll_url="/poll/"))
    assert "value=" not in unknown
    for state in ("done", "failed"):
        assert "hx-get" not in shown(
            "progress", progress=Progress(key="b", title="B", state=state, poll_url="/p/")
        )


def test_a_table_names_its_heads_and_its_order() -> None:
    columns = [Column("name", "Name"), Column("works", "Works", "interval", help="counted once")]
    table = Table("t", "Partners", columns, [{"name": "<CNRS>"}], sort="-works", sources=[SOURCE])
    html = shown("table", table=view_of(table, query={}, path="/p/"))
    assert html.count('scope="col"') == 2
    assert 'colspan="2"' in html
    assert 'aria-sort="descending"' in html
    assert '<th scope="row" class="text">&lt;CNRS&gt;</th>' in html
    assert 'href="/p/tables/t.csv"' in html
    assert "1 row" in html


def test_an_empty_table_offers_no_file() -> None:
    table = Table("t", "Partners", [Column("name", "Name")], [], empty="None shares a project with us.")
    html = shown("table", table=view_of(table, query={}, path="/p/"))
    assert "None shares a project with us." in html
    assert ".csv" not in html


def test_what_a_chart_carries_cannot_leave_its_script() -> None:
    chart = Chart(
        key="c", title="</script><b>", kind="line", x=[2018], series=[Series(name="a&b", values=[1])]
    )
    html = shown("chart", chart=chart)
    assert html.count("</script>") == 1
    data = json.loads(re.search(r"<script[^>]*>(.*?)</script>", html).group(1))
    assert (data["title"], data["x"], data["series"][0]["values"]) == ("</script><b>", ["2018"], [1])


def world(**changes: object) -> WorldMap:
    values = {"key": "w", "title": "W", "src": "/w.json", "breaks": (1, 10, 100, 1000, 5000)}
    return WorldMap(**{**values, "country_url": "/countries/__/", "names": {"SG": "Singapore"}, **changes})


def test_the_legend_says_its_steps_in_words() -> None:
    assert world().steps == ["1 to 9", "10 to 99", "100 to 999", "1,000 to 4,999", "5,000 and more"]
    assert world(breaks=(1, 2, 3, 5, 9)).steps == ["1", "2", "3 to 4", "5 to 8", "9 and more"]
    assert world().under == "None"
    assert world(breaks=(1, 2)).legend == [(2, "1"), (4, "2 and more")]
    shares = world(breaks=(0.01, 0.02, 0.05, 0.1, 0.2), form="share")
    assert shares.steps[0] == "1.0% to less than 2.0%"
    assert shares.under == "Less than 1.0%"


def test_a_map_shows_its_controls_without_scripts() -> None:
    html = shown("map", map=world(years=[2017, 2018], year=2018, choices=()))
    assert 'type="range" name="year" min="2017" max="2018" value="2018"' in html
    assert "<button" in html
    assert "No data" in html


def test_a_region_names_only_the_kinds_of_points_it_has() -> None:
    region = RegionMap(
        key="r", title="R", fit=["SG"], focus=["SG"], country_url="/c/__/", names={},
        points=[MapPoint(label="CINTRA", latitude=1.3, longitude=103.7)],
    )  # fmt: skip
    html = shown("map", map=region)
    assert "Joint laboratory" in html
    assert "Partner" not in html


def page(path: str, name: str) -> str:
    return engines["django"].get_template(name).render({}, RequestFactory().get(path))


def test_an_unknown_address_has_one_body_whatever_the_address() -> None:
    first, other = page("/gallery/ZZ/", "404.html"), page("/sources/secret/?a=1", "404.html")
    assert first == other
    assert "There is no page at this address" in first
    assert 'aria-current="page"' not in first


@pytest.mark.parametrize("name", ["500.html", "503.html", "maintenance.html"])
def test_pages_of_failure_need_nothing(name: str) -> None:
    html = get_template(name).render()
    assert "/static/ui/plain.css" in html
    assert "vite" not in html


def test_a_refusal_says_the_reason_it_was_given() -> None:
    request = RequestFactory().get("/")
    assert "Column x." in engines["django"].get_template("400.html").render({"why": "Column x."}, request)
    assert "session ended" in engines["django"].get_template("403.html").render({"reason": "token"}, request)


def test_every_icon_that_is_named_is_in_the_sprite() -> None:
    named = set()
    for template in SOURCES.rglob("*.html"):
        named |= set(re.findall(r'{% icon "([^"]+)" %}', template.read_text(encoding="utf-8")))
    assert named
    assert named <= set(icons.sprite())
    with pytest.raises(KeyError, match=re.escape("frontend/icons.json")):
        icons.body("not-an-icon")


def test_the_build_names_no_source_map() -> None:
    assert ".map" not in MANIFEST.read_text(encoding="utf-8")
    assert not list(MANIFEST.parent.rglob("*.map"))


def test_nothing_is_written_in_style_attributes_or_inline_scripts(client) -> None:
    html = client.get("/gallery/").content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", html) == []
    assert " onclick=" not in html
