"""``portulan radar backtest|links`` for a shell, without the web framework. Messages go to stderr.

Exit codes: 0 done, 1 refused or failed, 2 wrong use.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from portulan.insight.cli import default_lake

_REFUSED, _WRONG = 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run a verb; see ``--help``."""
    options = parser().parse_args(argv)
    # The scientific libraries take a while to load: other verbs never need them.
    from portulan.insight.radar import verbs  # noqa: PLC0415

    try:
        return int(getattr(verbs, options.run)(options))
    except verbs.UnusableLinksError as error:
        return _failed(str(error), _REFUSED)
    except ValueError as error:
        return _failed(str(error), _WRONG)
    except (OSError, MemoryError) as error:
        return _failed(f"Could not be read or written: {error}. Nothing is half-written.", _REFUSED)


def parser() -> argparse.ArgumentParser:
    """The verbs and their options."""
    top = argparse.ArgumentParser(
        prog="portulan", description="Emerging cooperations, and how good guesses are."
    )
    radar = top.add_subparsers(dest="group", required=True, metavar="radar").add_parser(
        "radar", help="suggestions of new partners, tested on the past"
    )
    verbs = radar.add_subparsers(dest="verb", required=True)
    _add_backtest(
        verbs.add_parser("backtest", help="rank by what was known on a day, compare with what followed")
    )
    _add_links(verbs.add_parser("links", help="make the table of links from raw files"))
    return top


def _add_backtest(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--links", type=Path, required=True, metavar="FILE", help="CSV, plain or gzip, of dated links"
    )
    verb.add_argument(
        "--focal-country", type=_country, required=True, metavar="FR", help="ISO code of the home country"
    )
    verb.add_argument(
        "--focal-id", default="", metavar="ID", help="one organisation instead of all of the country"
    )
    verb.add_argument(
        "--until", type=_day, required=True, metavar="DAY", help="what is known: links until this day"
    )
    verb.add_argument(
        "--horizon", default="3y", help="what is guessed: links in these years (2y) or months (18m) after"
    )
    verb.add_argument(
        "--min-activity", type=_count, default=2, metavar="N", help="fewest known projects (%(default)s)"
    )
    verb.add_argument(
        "--strict", type=_count, metavar="N", help="count only joint projects of at most N organisations"
    )
    verb.add_argument(
        "--types", type=_kinds, default=(), metavar="HES,REC", help="types looked at (default: all)"
    )
    verb.add_argument("--json", action="store_true", help="print all figures as JSON on standard output")
    verb.add_argument("--report", type=Path, metavar="DIR", help="where report.html and report.json go")
    verb.set_defaults(run="show_backtest", home=default_lake().parent, today=datetime.now(UTC).date())


def _add_links(verb: argparse.ArgumentParser) -> None:
    raw = verb.add_mutually_exclusive_group(required=True)
    raw.add_argument("--cordis", type=Path, metavar="DIR", help="raw files of European projects")
    raw.add_argument("--hal", type=Path, metavar="DIR", help="raw files of co-publications of teams")
    verb.add_argument(
        "--home", type=_country, default="FR", help="country of the teams, with --hal (%(default)s)"
    )
    verb.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="the table; gzip when it ends with .gz"
    )
    verb.set_defaults(run="make_links")


def _country(text: str) -> str:
    if not re.fullmatch("[A-Z]{2}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a country code of two capital letters, as FR.")
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day: write 2016-12-31.") from error


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more.")
    return int(text)


def _kinds(text: str) -> tuple[str, ...]:
    return tuple(kind.strip() for kind in text.split(",") if kind.strip())


def _failed(message: str, code: int) -> int:
    sys.stderr.write(f"portulan radar: {message}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
