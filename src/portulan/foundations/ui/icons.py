"""Icons of the built sprite, by name. Only those listed in ``frontend/icons.json`` are in it."""

import json
from functools import lru_cache
from pathlib import Path

SPRITE = Path(__file__).parent / "static" / "ui" / "dist" / "icons.json"


@lru_cache(maxsize=1)
def sprite() -> dict[str, str]:
    """Name to SVG body; empty before the front end is built: an icon only decorates a word."""
    return json.loads(SPRITE.read_text(encoding="utf-8")) if SPRITE.exists() else {}


def body(name: str) -> str:
    """The SVG body of an icon; raises KeyError naming the list to add it to."""
    icons = sprite()
    if icons and name not in icons:
        raise KeyError(f"icon {name!r} is not in frontend/icons.json: add it there and run npm run build")
    return icons.get(name, "")
