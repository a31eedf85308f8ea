"""The `portulan` command: verbs of analytics start no Django; verbs that need the database are Django commands."""

import os
import sys
from importlib import import_module

from portulan import __version__

SETTINGS = "portulan.site.settings.local"

VERBS = {
    "serve": "Serve the pages; with --all, the worker and the scheduler too.",
    "work": "Run the tasks that wait, and the clock that starts the regular ones.",
    "works": "read FILE: what an export of references holds, and what of it cannot be used.",
    "data": "build | fetch | update | status | versions | diff | prune | compare: public files to published figures.",
    "radar": "backtest | links: who may link next, and how good such guesses were.",
    "match": "Affiliations and partner names to organisations of the registry, with probability, span and reason.",
    "registry": "build | info | train: the registry file and the model that match uses.",
    "pack": "check DIR | load DIR: the organisation as data.",
    "user": "create | list | password | deactivate: who may sign in.",
    "demo": "Make fictitious people, one per role of the pack.",
    "migrate": "Bring the database to this version's shape.",
}
# What runs a verb that needs no database; loaded when asked for, so that the first answer of match comes at once.
DATABASE_FREE = {
    ("data", "fetch"): "portulan.insight.cli",
    ("data", "status"): "portulan.insight.cli",
    ("data", "versions"): "portulan.insight.cli",
    ("works",): "portulan.insight.reading_cli",
    ("data", "update"): "portulan.insight.cli",
    ("data", "diff"): "portulan.insight.cli",
    ("data", "prune"): "portulan.insight.cli",
    ("data", "compare"): "portulan.insight.cli",
    ("radar",): "portulan.insight.radar.cli",
    ("match",): "portulan.insight.matching_cli",
    ("registry",): "portulan.insight.matching_cli",
}


def usage() -> str:
    lines = [f"  {verb:<10}{summary}" for verb, summary in VERBS.items()]
    return "\n".join(
        [
            "usage: portulan VERB [...]",
            "",
            *lines,
            "",
            "portulan VERB --help says more. Options of the site: docs/guide/en/administrator.md.",
        ]
    )


def without_database(argv: list[str]) -> str | None:
    """The module that runs the verb when it needs no database."""
    words = tuple(word for word in argv if not word.startswith("-"))
    return DATABASE_FREE.get(words[:2]) or DATABASE_FREE.get(words[:1])


def run_django(argv: list[str]) -> int:
    """Run a verb that needs the database; Django is started here and nowhere before."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    # Django starts here only, 2026-11-23
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    try:
        execute_from_command_line(["portulan", *argv])
    except ImproperlyConfigured as mistake:
        print(f"portulan: {mistake}", file=sys.stderr)
        return 1
    return 0


def run(argv: list[str]) -> int:
    """Hand a verb to what runs it: nothing that needs no database starts Django."""
    module = without_database(argv)
    return int(import_module(module).main(argv)) if module else run_django(argv)


def main(argv: list[str] | None = None) -> int:
    """Exit codes: 0 done, 1 refused or failed, 2 asked wrongly, 130 interrupted."""
    argv = sys.argv[1:] if argv is None else argv
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    if argv[0] in ("-V", "--version"):
        print(f"portulan {__version__}")
        return 0
    if argv[0] not in VERBS and not os.environ.get("DJANGO_SETTINGS_MODULE"):
        print(f"portulan: {argv[0]!r} is not a verb.\n\n{usage()}", file=sys.stderr)
        return 2
    try:
        return run(argv)
    except KeyboardInterrupt:
        print("portulan: interrupted; nothing is half-written.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


if __name__ == "__main__":
    sys.exit(main())
