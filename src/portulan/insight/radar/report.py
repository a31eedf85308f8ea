"""The report of a back-test as one HTML page that loads nothing, for a person who is not a statistician."""

from html import escape
from typing import Any

from portulan.insight.radar.plots import Bar, Dot, bars, calibration

NAMES = {
    "random": "Chance",
    "popularity": "Popularity",
    "preferential_attachment": "Preferential attachment",
    "common_neighbours": "Common partners",
    "adamic_adar": "Adamic-Adar",
    "resource_allocation": "Resource allocation",
    "radar": "Radar",
}
COLUMNS = {
    "ap": "Average precision",
    "p_at_100": "Of the first 100",
    "p10_per_org": "Of the first 10 of each",
    "map_per_org": "Average precision of each",
    "tail_ap": "Average precision, tail",
}
_STYLE = """
:root{color-scheme:light dark;--ink:#1d2a36;--paper:#fff;--line:#b9c4ce;--plain:#9fb3c4;--strong:#0b5c8a}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--paper:#10181f;--line:#44525f;--plain:#4d6375;--strong:#5bb3e6}}
body{font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:60rem;margin:2rem auto;
padding:0 1rem}h1{line-height:1.2}table{border-collapse:collapse;display:block;overflow-x:auto}
th,td{padding:.3rem .7rem;border-bottom:1px solid var(--line);text-align:right;vertical-align:top}
th:first-child,td:first-child{text-align:left}caption{text-align:left;font-weight:600;padding:.5rem 0}
small{opacity:.8;white-space:nowrap}svg{width:100%;max-width:45rem;height:auto;font-size:13px}
svg text{fill:var(--ink)}.plain{fill:var(--plain)}.strong{fill:var(--strong)}.whisker{stroke:var(--ink);fill:none}
.frame{fill:none;stroke:var(--line)}.diagonal{stroke:var(--line);stroke-dasharray:4 4}.note{border-left:4px solid
var(--strong);padding-left:1rem}
"""


def page(found: dict[str, Any]) -> str:
    """The whole page, from the values of ``insight.radar.backtest``."""
    title = f"How good is the radar? {found['asked']['focal_country']}, {found['asked']['until']}"
    parts = (
        f"<h1>{escape(title)}</h1>",
        _first_words(found),
        _warnings(found["warnings"]),
        _compared(found),
        _figures(found),
        _ratios(found),
        _unseen(found),
        _chances(found),
        _how(found),
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main>{''.join(parts)}</main></body></html>\n"
    )


def shown(figure: dict[str, float | None], *, digits: int = 3) -> str:
    """A figure with its interval in square brackets; a dash where it cannot be said."""
    value, low, high = figure["value"], figure["low"], figure["high"]
    if value is None:
        return "–"
    if low is None or high is None:
        return f"{value:.{digits}f}"
    return f"{value:.{digits}f} [{low:.{digits}f}, {high:.{digits}f}]"


def _first_words(found: dict[str, Any]) -> str:
    asked, methods = found["asked"], found["methods"]
    hits, luck = methods["radar"]["p_at_100"]["value"], methods["random"]["p_at_100"]["value"]
    narrow = f" in a project of at most {asked['strict']} organisations" if asked["strict"] else ""
    best = min(100, found["pairs"])
    return (
        f"<p>We went back to {asked['until']} and hid everything that came later. {found['focal']:,} organisations of "
        f"{escape(asked['focal_country'])} and {found['candidates']:,} organisations abroad had never worked together "
        f"in {found['pairs']:,} pairs. The radar ranked all of them. By {asked['horizon_end']}, "
        f"{found['positives']:,} of the pairs had begun to work together{narrow}.</p>"
        f'<p class="note"><strong>Of the {best} pairs the radar put first, {hits * best:.0f} did begin to work '
        f"together; {best} pairs taken at random would have given {luck * best:.1f}.</strong> Most suggestions below "
        "the first hundreds do not come true within the horizon: a suggestion is a reason to look, not a forecast to "
        "count on.</p>"
    )


def _warnings(said: list[str]) -> str:
    if not said:
        return ""
    return "<h2>Before you read on</h2><ul>" + "".join(f"<li>{escape(one)}</li>" for one in said) + "</ul>"


def _compared(found: dict[str, Any]) -> str:
    drawn = []
    for column in ("ap", "p10_per_org", "tail_ap"):
        lines = [
            Bar(NAMES[name], **figures[column], strong=name == "radar")
            for name, figures in found["methods"].items()
        ]
        drawn.append(f"<h3>{COLUMNS[column]}</h3>{bars(COLUMNS[column], lines)}")
    return (
        "<h2>Compared with simple ways</h2><p>Longer is better. The thin line is the 95 % interval: were the "
        "organisations others of the same kind, the bar would end within it nineteen times in twenty. "
        "<em>Average precision</em> is 1 when all pairs that link are ranked first. The <em>tail</em> leaves out the "
        "fifth of candidates with most partners, that everybody knows already.</p>" + "".join(drawn)
    )


def _figures(found: dict[str, Any]) -> str:
    head = "".join(f"<th>{title}</th>" for title in COLUMNS.values())
    lines = "".join(_line(NAMES[name], figures) for name, figures in found["methods"].items())
    extra = "<th>Candidates named</th><th>Their partners (median)</th>"
    return f"<table><caption>All figures</caption><tr><th>Method</th>{head}{extra}</tr>{lines}</table>"


def _line(name: str, figures: dict[str, Any]) -> str:
    named = figures["suggested"]
    cells = "".join(f"<td>{_cell(figures[column])}</td>" for column in COLUMNS)
    return f"<tr><td>{name}</td>{cells}<td>{named['coverage']:.1%}</td><td>{named['median_degree']:,.0f}</td></tr>"


def _cell(figure: dict[str, float | None], *, digits: int = 3) -> str:
    value, _, interval = shown(figure, digits=digits).partition(" ")
    return f"{value}<br><small>{interval}</small>" if interval else value


def _ratios(found: dict[str, Any]) -> str:
    head = "".join(f"<th>{title}</th>" for title in COLUMNS.values())
    lines = "".join(
        f"<tr><td>Radar over {NAMES[name]}</td>"
        + "".join(f"<td>{_cell(figures[column], digits=2)}</td>" for column in COLUMNS)
        + "</tr>"
        for name, figures in found["ratios"].items()
    )
    return (
        "<h2>How many times better</h2><p>Above 1 the radar is better; where the whole interval is above 1, the "
        f"difference is more than the choice of organisations explains.</p>"
        f"<table><tr><th></th>{head}</tr>{lines}</table>"
    )


def _unseen(found: dict[str, Any]) -> str:
    hidden, cold = found["censoring"], found["cold_start"]
    lines = "".join(
        f"<tr><td>{one['years']:.1f}</td><td>{one['called_new']:,}</td><td>{one['in_truth_old']:,}</td>"
        f"<td>{_share(one['share'])}</td></tr>"
        for one in hidden["with_shorter_history"]
    )
    return (
        "<h2>What it cannot see</h2>"
        f"<p><strong>Old friends taken for new.</strong> The data begin {hidden['history_years']:.1f} years before the "
        "day we went back to: two organisations that worked together earlier look new. How much that matters is "
        "measured by hiding more of the history:</p>"
        "<table><tr><th>Years of history kept</th><th>Links called new</th><th>Of them old in truth</th>"
        f"<th>Share</th></tr>{lines}</table>"
        f"<p><strong>Newcomers.</strong> Of {cold['pairs']:,} new links in the horizon, {cold['never_seen']:,} involve "
        f"an organisation never seen before, and {cold['too_little']:,} ({_share(cold['share'])}) one with too little "
        "activity to be ranked. No figure above counts them: the radar could not have suggested them.</p>"
    )


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _chances(found: dict[str, Any]) -> str:
    told, learned = found["calibration"]["deciles"], found["calibration"]["learned_on"]
    lines = "".join(
        f"<tr><td>{one['decile']}</td><td>{one['pairs']:,}</td><td>{_percent(one['predicted'])}</td>"
        f"<td>{one['realised']:.2%} <small>[{one['low']:.2%}, {one['high']:.2%}]</small></td></tr>"
        for one in told
    )
    table = f"<table><tr><th>Tenth</th><th>Pairs</th><th>Predicted</th><th>Realised</th></tr>{lines}</table>"
    if learned is None:
        words, plot = "There is no earlier window to learn chances from: predicted rates cannot be said.", ""
    else:
        words = (
            f"Chances were learned on links that began after {learned['after']} and until {learned['until']} "
            f"({learned['positives']:,} of them), then compared with what followed. One earlier window is little: "
            "these chances are exploratory."
        )
        dots = [Dot(one["predicted"], one["realised"], one["low"], one["high"]) for one in told]
        plot = calibration("Predicted and realised share of pairs that link, by tenth", dots)
    return (
        f"<h2>Do its chances come true?</h2><p>{words} The first tenth holds the best pairs.</p>{plot}{table}"
    )


def _percent(share: float | None) -> str:
    return "cannot be said" if share is None else f"{share:.2%}"


def _how(found: dict[str, Any]) -> str:
    asked, rows = found["asked"], found["rows"]
    boot, kinds = found["bootstrap"], ", ".join(asked["types"]) or "all"
    return (
        "<h2>How it was measured</h2><ul>"
        f"<li>Links: {escape(asked['links'])}, {rows['kept']:,} of {rows['read']:,} rows, {rows['organisations']:,} "
        f"organisations, {rows['projects']:,} projects that start from "
        f"{rows['first_start']} to {rows['last_start']}.</li>"
        f"<li>Organisations of type {escape(kinds)} with {asked['min_activity']} known projects or more, at home and "
        f"abroad; {found['focal_too_small']:,} at home have fewer and are not ranked. Bridges are of any type.</li>"
        "<li>Every pair never linked is ranked; none is sampled. Pairs linked before are another question and left "
        f"out. Horizon {asked['horizon']}; the protocol's default is {asked['default_horizon']}.</li>"
        f"<li>Intervals: {boot['draws']} draws of the {boot['over']}, with replacement.</li>"
        "<li>Score: for each pair, the ranks of three sums are fused: partners in common (recent and small projects "
        "count more, partners of everybody less), the same within one theme, and common ground (themes both work "
        "in, half weight). Nothing is learned.</li></ul>"
    )
