"""Every component in a real browser: accessible in each state, usable by keys, on paper and without scripts."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

FIRST_LOAD = 300_000  # bytes transferred, fonts included
Open = Callable[..., Page]


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {node['html'][:140]}" for fault in found for node in fault["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_in_the_way_of_anybody(opened: Open, theme: str, width: int) -> None:
    page = opened(width=width, color_scheme=theme)
    assert faults(page) == []
    assert page.said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_open_states_are_accessible_too(opened: Open, theme: str) -> None:
    page = opened(color_scheme=theme)
    page.locator(".twin summary").first.click()
    page.locator("#map-world a[data-code=VN]").focus()
    assert page.locator("#map-world .tip").inner_text().startswith("Vietnam")
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.locator("main").focus()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    assert faults(page) == []


def test_the_menu_of_narrow_screens_opens_and_closes(opened: Open) -> None:
    page = opened(width=390)
    page.locator(".bar summary").click()
    expect(page.get_by_role("link", name="Sources")).to_be_visible()
    assert faults(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Sources")).to_be_hidden()


@pytest.mark.parametrize(
    "path", ["/gallery/404/", "/gallery/403/", "/gallery/400/", "/gallery/500/", "/gallery/503/"]
)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_refusals_are_pages_like_others(opened: Open, path: str, theme: str) -> None:
    page = opened(path, color_scheme=theme)
    assert faults(page) == []
    assert page.said == []
    assert page.locator("h1").count() == 1


def test_the_map_is_one_stop_of_the_tab_key_and_arrows_go_around_in_it(opened: Open) -> None:
    page = opened()
    world = page.locator("#map-world")
    assert world.locator("a[data-code]").count() > 230
    assert world.locator("a[data-code][tabindex='0']").count() == 1
    world.locator("a[data-code=FR]").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    code, label = page.evaluate("[document.activeElement.dataset.code, document.activeElement.ariaLabel]")
    assert code != "FR"
    assert re.search(r": [\d,]+\swork.*, 2018$", label)
    assert world.locator("a[data-code][tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/countries/{code}/")


def test_what_is_not_known_is_hatched_and_said(opened: Open) -> None:
    page = opened()
    unknown = page.locator("#map-world a[data-code=KP]")
    assert unknown.get_attribute("class") == "no-data"
    assert unknown.locator("*").get_attribute("fill") == "url(#hatch-world)"
    assert unknown.get_attribute("aria-label") == "North Korea: no data, 2018"


def test_a_bearing_is_drawn_from_the_office_of_the_territory_only(opened: Open) -> None:
    page = opened()
    rhumb = page.locator("#map-world .rhumb")
    page.locator("#map-world a[data-code=VN]").focus()
    assert rhumb.get_attribute("d").count("M") == 1
    page.locator("#map-world a[data-code=BR]").focus()
    assert rhumb.get_attribute("d") == ""


def test_countries_too_small_to_be_seen_are_circles(opened: Open) -> None:
    page = opened()
    for code in ("SG", "MT", "TV", "GI", "FJ"):
        assert page.locator(f"#map-world a[data-code={code}] circle").count() == 1
    for code in ("FR", "BE", "CH", "IS"):
        assert page.locator(f"#map-world a[data-code={code}] path").count() == 1


def test_the_year_recolours_the_map_and_brings_its_table(opened: Open) -> None:
    page = opened()
    before = page.locator("#map-world a[data-code=SG]").get_attribute("aria-label")
    slider = page.locator("[data-map-slider]")
    slider.focus()
    with page.expect_response(re.compile(r"year=2017")):
        page.keyboard.press("ArrowLeft")
    assert page.locator("#map-world a[data-code=SG]").get_attribute("aria-label") != before
    expect(page.locator("#map-world [data-map-year]")).to_have_text("2017")
    assert page.url.endswith("?year=2017")
    expect(page.locator("#table-countries .bounds").first).to_have_text(re.compile("29,"))
    assert page.locator("#table-countries").count() == 1


def test_a_table_is_sorted_in_place(opened: Open) -> None:
    page = opened()
    with page.expect_response(re.compile("sort=country")):
        page.locator("#table-countries thead a", has_text="Country").click()
    expect(page.locator("#table-countries tbody th").first).to_have_text("Afghanistan")
    expect(page.locator("#table-countries [aria-sort=ascending]")).to_have_text(re.compile("Country"))
    assert "sort=country" in page.url
    assert page.said == []


def test_keys_lead_to_pages_and_rows(opened: Open) -> None:
    page = opened()
    page.locator("#table-countries").scroll_into_view_if_needed()
    page.locator("#table-countries tbody a").nth(0).focus()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 2
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 1
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url("**/sources/")


def test_the_theme_is_remembered_by_the_server(opened: Open) -> None:
    page = opened(color_scheme="light")
    page.locator(".top [data-theme-switch]").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 24, 34)"
    page.reload()
    assert 'data-theme="dark"' in page.content()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 24, 34)"


def test_the_language_changes_where_one_is(opened: Open) -> None:
    page = opened("/gallery/?year=2017")
    page.get_by_role("button", name="Français").click()
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.url.endswith("/gallery/?year=2017")
    assert "1\u202f416" in page.locator(".figure-number").first.inner_text()


def test_without_scripts_the_tables_remain_and_nothing_is_dead(opened: Open) -> None:
    page = opened(java_script_enabled=False)
    expect(page.locator("#table-countries tbody tr")).to_have_count(12)
    for hidden in ("[data-map]", "[data-chart]", "[data-svg-of]", "[data-theme-switch]", "[data-open-keys]"):
        assert all(not one.is_visible() for one in page.locator(hidden).all())
    expect(page.locator("[data-map-submit]")).to_be_visible()
    page.locator(".twin summary").first.click()
    expect(page.locator("#table-years tbody tr").first).to_be_visible()


def test_a_figure_is_saved_as_an_svg_that_stands_alone(opened: Open) -> None:
    page = opened()
    for key in ("map-world", "map-region-sg", "chart-curve", "chart-stacked", "chart-fields"):
        with page.expect_download() as download:
            page.locator(f"#{key} [data-svg-of]").click()
        assert download.value.suggested_filename == f"{key}.svg"
        text = Path(download.value.path()).read_text(encoding="utf-8")
        root = ET.fromstring(text)  # noqa: S314 written by our own page
        assert "var(" not in text
        assert "class=" not in text
        words = " ".join(root.itertext())
        assert page.locator(f"#{key} figcaption").inner_text()[:12] in words


def test_paper_shows_the_brief_and_not_the_frame(opened: Open) -> None:
    page = opened(color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    for hidden in (".top", ".rail", ".foot", ".action", ".table-exports", ".map-controls"):
        assert all(not one.is_visible() for one in page.locator(hidden).all())
    assert (
        page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper')").strip()
        == "#fbfaf6"
    )
    assert page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--print-foot')"
    ).startswith('"Portulan')
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= 6


def test_motion_is_left_out_where_it_is_not_wanted(opened: Open) -> None:
    page = opened(reduced_motion="reduce")
    name = page.evaluate("getComputedStyle(document.querySelector('progress:indeterminate')).animationName")
    assert name == "none"


def transferred(page: Page, address: str) -> dict[str, int]:
    """Bytes received, headers included, for every file that the page asks until it rests."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    names: dict[str, str] = {}
    weights: dict[str, int] = {}
    session.on(
        "Network.responseReceived", lambda event: names.update({event["requestId"]: event["response"]["url"]})
    )
    session.on(
        "Network.loadingFinished",
        lambda event: weights.update(
            {names[event["requestId"]].rpartition("/")[2]: event["encodedDataLength"]}
        ),
    )
    page.goto(address)
    expect(page.locator("[data-map]:not([data-drawn]), [data-chart]:not([data-drawn])")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    return weights


def test_a_first_load_weighs_less_than_300_kb(chromium: Browser, gallery: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 860}, locale="en-GB")
    weights = transferred(page, f"{gallery}/gallery/")
    page.close()
    assert len(weights) >= 10
    assert sum(weights.values()) < FIRST_LOAD, weights
    assert sum("woff2" in name for name in weights) <= 3, weights
