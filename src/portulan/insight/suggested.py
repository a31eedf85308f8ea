"""The radar's suggestions of the version in use, as the build wrote them."""

import json
import re
from typing import Any

from portulan.insight.version import Opened, remembered

LEVELS = ("organisations", "countries", "themes")
KINDS = ("hubs", "long_tail", "deepening", "fading")
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,80}", re.IGNORECASE)


class SuggestionFigures(Opened):
    """See ``Figures``."""

    @remembered
    def suggested(self, key: str) -> dict[str, Any] | None:
        """What is suggested to the organisation (its key) or to a team ("team-acumes"); None where nothing was written.

        ``sources``: by source its last day and its weight. ``levels``: organisations, countries, themes; in each
        ``cannot_say`` (history is too short), and the lists hubs, long_tail (never met: score, parts, bridges, chains,
        themes), deepening and fading (met: score or weight, what was met). Parts add up to the score.

        For teams ``odds`` says what their model was learned on, and each new partner has its own: ``score`` (log-odds
        of a first common work within a year), the ``base`` and the ``parts`` that add up to it, and the ``chance``.
        """
        if not _KEY.fullmatch(key):
            return None
        try:
            found = json.loads((self._folder / "radar" / f"{key}.json").read_text("utf-8"))
        except FileNotFoundError:
            return None
        return dict(found)

    def suggestion(self, key: str, level: str, subject: str) -> tuple[str, dict[str, Any]] | None:
        """One suggestion with the list it stands in; None where there is none (any more)."""
        told = self.suggested(key)
        if told is None or level not in LEVELS:
            return None
        for kind in KINDS:
            for one in told["levels"][level][kind]:
                if one["key"] == subject:
                    return kind, dict(one)
        return None
