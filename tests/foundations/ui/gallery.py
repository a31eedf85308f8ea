"""Every component on one page, as addresses of a small site: looked at by people, read by axe."""

import math
from pathlib import Path
from typing import Any

from babel import Locale
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import include, path

from portulan.foundations.tables.table import Column, Interval, Link, SourceNote, Table
from portulan.foundations.tables.view import TableView, view_of
from portulan.foundations.text.formats import language
from portulan.foundations.ui.charts import Chart, Series
from portulan.foundations.ui.components import Action, Crumb, Empty, Figure, Notice, Progress, Proof
from portulan.foundations.ui.maps import Choice, MapPoint, OfficePoint, RegionMap, WorldMap

PAGE = Path(__file__).parent / "gallery.html"
YEARS = range(1990, 2019)
OPENALEX = SourceNote(title="OpenAlex", as_of="2024-08", url="https://openalex.org/", key="coauthorship")
CORDIS = SourceNote(title="CORDIS, Horizon 2020", as_of="2018-12")
UNKNOWN = ("KP", "EH", "TM", "SO")  # countries left without data, to show the hatch


def names() -> dict[str, str]:
    territories = Locale.parse(language()).territories
    codes = [code for code in territories if len(code) == 2 and code.isalpha()]
    return {code: territories[code] for code in codes if code not in ("EU", "EZ", "UN", "ZZ", "QO")}


def works(code: str, year: int) -> int:
    """Made, but always the same: from the letters of the code."""
    size = math.exp(((ord(code[0]) * 31 + ord(code[1]) * 17) % 97) / 11)
    return int(size * 1.06 ** (year - 1990)) - 1


def interval(count: int) -> Interval:
    return Interval(count, max(0, count - 1.96 * math.sqrt(count)), count + 1.96 * math.sqrt(count) + 2)


def countries_table(request: HttpRequest, year: int = 2018) -> TableView:
    columns = [
        Column("country", "Country", "link"),
        Column("region", "Region"),
        Column("works", "Co-authored works", "interval", short="works"),
        Column("share", "Share of ours", "share", short="share"),
        Column("growth", "Growth a year", "interval", form="growth", none="not enough data", short="growth"),
        Column("first", "Since", "year", short="since"),
    ]
    rows = [_row(code, name, year) for code, name in names().items()]
    table = Table(
        key="countries",
        title="Co-authored works by country",
        columns=columns,
        rows=rows,
        sources=[OPENALEX],
        sort="-works",
        page_size=12,
        counted=f"{len(rows)} countries",
    )
    return view_of(table, query=request.GET, path=request.path)


def _row(code: str, name: str, year: int) -> dict[str, Any]:
    count = works(code, year)
    return {
        "country": Link(name, f"/countries/{code}/"),
        "region": "South-eastern Asia" if code < "M" else "Western Europe",
        "works": None if code in UNKNOWN else interval(count),
        "share": count / 40_000,
        "growth": Interval(0.061, 0.042, 0.081) if count > 10 else None,
        "first": 1990 + len(name) % 9,
    }


def small_table(request: HttpRequest) -> TableView:
    columns = [
        Column("year", "Year", "year"),
        Column("works", "Co-authored works", "interval", short="works"),
    ]
    rows = [{"year": year, "works": interval(works("SG", year))} for year in YEARS]
    table = Table(
        key="years", title="Co-authored works by year", columns=columns, rows=rows, sources=[OPENALEX]
    )
    return view_of(table, query=request.GET, path=request.path)


def empty_table(request: HttpRequest) -> TableView:
    columns = [Column("name", "Partner", "link"), Column("works", "Works", "number")]
    why = "No H2020 project of ours has a partner in Singapore: the sample holds the years 2014 to 2018."
    table = Table(
        key="none", title="Shared European projects", columns=columns, rows=[], empty=why, sources=[CORDIS]
    )
    return view_of(table, query=request.GET, path=request.path)


def curve(request: HttpRequest) -> Chart:
    counts = [works("SG", year) for year in YEARS]
    bounds = [interval(count) for count in counts]
    series = Series(
        name="Singapore",
        values=counts,
        low=[b.low for b in bounds],
        high=[b.high for b in bounds],
        tone="sea",
    )
    return Chart(
        key="curve",
        title="Works co-authored with Singapore, 1990 to 2018",
        kind="line",
        x=list(YEARS),
        series=[series],
        table=small_table(request),
        unit="works",
        summary="The number of works co-authored each year grew steadily.",
        sources=[OPENALEX],
        method_url="/sources/methods/#coauthorship",
    )


def lines() -> Chart:
    series = [
        Series(name=code, values=[None if year in (2003, 2004) else works(code, year) for year in YEARS])
        for code in ("SG", "MY", "TH")
    ]
    return Chart(
        key="lines", title="Three neighbours", kind="line", x=list(YEARS), series=series, unit="works"
    )


def stacked() -> Chart:
    programmes = ("European Research Council", "Marie Skłodowska-Curie", "Research infrastructures", "Energy")
    series = [
        Series(name=name, values=[(at + 2) * 3 % 11 + year % 4 for year in range(2014, 2019)])
        for at, name in enumerate(programmes)
    ]
    return Chart(
        key="stacked",
        title="Shared European projects by programme",
        kind="stacked",
        x=list(range(2014, 2019)),
        series=series,
        unit="projects",
        sources=[CORDIS],
    )


def bars() -> Chart:
    partners = [
        "National University of Singapore",
        "Nanyang Technological University",
        "Agency for Science",
        "Duke-NUS",
    ]
    values = [48, 31, 17, 4]
    series = Series(name="Works", values=values, low=[36, 22, 10, 1], high=[62, 43, 27, 10])
    return Chart(
        key="bars", title="Partners by shared works", kind="bars", x=partners, series=[series], unit="works"
    )


def multiples() -> Chart:
    fields = (
        "Physics",
        "Computer science",
        "Engineering sciences and systems",
        "Biology",
        "Chemistry",
        "Mathematics",
    )
    series = [
        Series(name=field, values=[works("SG", y) / (at + 1) for y in YEARS])
        for at, field in enumerate(fields)
    ]
    return Chart(key="fields", title="By field", kind="multiples", x=list(YEARS), series=series, unit="works")


OFFICES = [
    OfficePoint(
        label="Singapore", latitude=1.29, longitude=103.85, territory=["SG", "MY", "TH", "ID", "PH", "VN"]
    ),
    OfficePoint(label="Tokyo", latitude=35.68, longitude=139.76, territory=["JP", "KR"]),
    OfficePoint(label="Pretoria", latitude=-25.75, longitude=28.19, territory=["ZA", "NA", "BW", "MG", "MU"]),
    OfficePoint(label="Washington", latitude=38.9, longitude=-77.04, territory=["US", "MX"]),
]


def world(request: HttpRequest, year: int) -> WorldMap:
    return WorldMap(
        key="world",
        title="Works co-authored with France",
        src="/gallery/world.json",
        breaks=(1, 10, 100, 1000, 5000),
        country_url="/countries/__/",
        names=names(),
        years=list(YEARS),
        year=year,
        choices=[
            Choice("works", "Works co-authored by France and each country of the world", chosen=True),
            Choice("projects", "Shared European projects"),
        ],
        unit="works",
        table_key="countries",
        offices=OFFICES,
        sources=[OPENALEX],
        method_url="/sources/methods/#coauthorship",
    )


def region(focus: str = "SG") -> RegionMap:
    asean = ["SG", "MY", "ID", "TH", "VN", "KH", "LA", "MM", "PH", "BN", "TL"]
    fit = {
        "SG": asean,
        "FJ": ["FJ", "VU", "TO", "WS", "NC", "SB"],
        "LU": ["LU", "BE", "FR", "DE", "NL", "CH"],
    }[focus]
    points = [
        MapPoint(label="CINTRA", latitude=1.34, longitude=103.68, url="/laboratories/rnsr-200919745C/"),
        MapPoint(label="IPAL", latitude=1.30, longitude=103.78),
        MapPoint(label="MajuLab", latitude=1.29, longitude=103.77),
        MapPoint(label="BMC2", latitude=1.28, longitude=103.78),
        MapPoint(
            label="Singapore office",
            latitude=1.30,
            longitude=103.85,
            kind="office",
            url="/offices/singapore/",
        ),
    ]
    return RegionMap(
        key=f"region-{focus.lower()}",
        title="Around " + names()[focus],
        fit=fit,
        focus=[focus],
        tinted=[code for code in fit if code != focus],
        tinted_label="Territory of the Singapore office",
        country_url="/countries/__/",
        names=names(),
        points=points if focus == "SG" else [],
    )


class Lack:
    needed, found, unit = 10, 3, "projects"


def figures() -> list[Figure]:
    shared = {"sources": (OPENALEX,), "method_url": "/sources/methods/#coauthorship"}
    return [
        Figure(
            title="Works co-authored with Singapore",
            value=1416,
            low=1343,
            high=1492,
            unit="works",
            years="2018",
            **shared,
        ),
        Figure(
            title="Growth",
            value=0.061,
            low=0.042,
            high=0.081,
            form="growth",
            unit="a year",
            years="2010–2018",
            **shared,
        ),
        Figure(
            title="Share of ours", value=0.0213, low=0.0201, high=0.0226, form="share", years="2018", **shared
        ),
        Figure(
            title="Growth of shared projects", lack=Lack, sources=(CORDIS,), method_url="/sources/methods/"
        ),
    ]


def proofs() -> list[Proof]:
    return [
        Proof(
            kind="formalised",
            label="CINTRA (CNRS, NTU, Thales)",
            when="2009-10-01",
            source="registry of structures",
        ),
        Proof(
            kind="detected",
            label="48 works in common",
            when="2018",
            source="HAL",
            url="/organisations/ror-02e7b5302/",
        ),
        Proof(kind="declared", label="Cooperation on photonics", when="2021-03", source="laboratory"),
        Proof(kind="formalised", label="Agreement", gap=True, detail="none is known"),
    ]


def components(request: HttpRequest) -> dict[str, Any]:
    year = int(request.GET.get("year", 2018))
    return {
        "crumbs": [Crumb("World", "/"), Crumb("Countries", "/countries/"), Crumb("Singapore")],
        "data_version": "2026-11-23a",
        "figures": figures(),
        "proofs": proofs(),
        "world": world(request, year),
        "regions": [region(code) for code in ("SG", "FJ", "LU")],
        "charts": [curve(request), lines(), stacked(), bars()],
        "multiples": multiples(),
        "countries": countries_table(request, year),
        "none": empty_table(request),
        "empty": Empty(
            title="No joint laboratory is known in Fiji",
            why="The registry of structures names none, and nobody has declared one.",
            action=Action("See the region", "/countries/", "map"),
        ),
        "notices": [
            Notice(text="The figures were built on 12 March; a newer file of ROR has been loaded since."),
            Notice(kind="good", text="The figures are up to date."),
            Notice(
                kind="attention",
                text="Twelve units abroad have no country.",
                action=Action("See them", "/sources/"),
            ),
            Notice(kind="danger", text="The file was not read: line 12, column 3 holds no country."),
        ],
        "progress": Progress(key="build", title="Building the figures", doing="Reading HAL", done=3, total=8),
        "waiting": Progress(key="wait", title="Building the figures", state="waiting"),
        "action": Action("Print this brief", "#", "printer"),
    }


def gallery(request: HttpRequest) -> HttpResponse:
    template = engines["django"].from_string(PAGE.read_text(encoding="utf-8"))
    return HttpResponse(template.render(components(request), request))


def world_values(request: HttpRequest) -> JsonResponse:
    values = {c: {y: works(c, y) for y in YEARS} for c in names() if c not in UNKNOWN}
    return JsonResponse({"values": values})


def nothing(request: HttpRequest, **kwargs: str) -> HttpResponse:
    return HttpResponse("")


def refusal(request: HttpRequest, code: str) -> HttpResponse:
    return HttpResponse(engines["django"].get_template(f"{code}.html").render({}, request))


PLACES = ("world", "countries", "laboratories", "offices", "organisation", "instruments", "sources")

urlpatterns = [
    path("gallery/", gallery, name="countries"),
    path("gallery/world.json", world_values),
    path("gallery/<str:code>/", refusal),
    path("", nothing, name="world"),
    *(path(f"{name}/", nothing, name=name) for name in PLACES[2:]),
    path("countries/<str:code>/", nothing),
    path("i18n/", include("django.conf.urls.i18n")),
    path("account/login/", nothing, name="account_login"),
]
