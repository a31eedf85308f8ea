"""What the front-end build wrote: its files by their hashed names."""

import json
from functools import lru_cache
from pathlib import Path

MANIFEST = Path(__file__).parent / "static" / "ui" / "dist" / "manifest.json"
FIRST_FONTS = ("inter-latin.woff2", "source-serif-4-latin.woff2")


@lru_cache(maxsize=1)
def manifest() -> dict[str, dict]:
    """The manifest of Vite; empty before the front end is built."""
    return json.loads(MANIFEST.read_text(encoding="utf-8")) if MANIFEST.exists() else {}


@lru_cache(maxsize=1)
def preloaded_fonts() -> tuple[str, ...]:
    """Static paths of the two fonts that the first screen is set in."""
    files = [entry["file"] for key, entry in manifest().items() if key.endswith(FIRST_FONTS)]
    return tuple(f"ui/dist/{file}" for file in files)


@lru_cache(maxsize=1)
def map_files() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Static paths of the modules and of the data that a map is drawn from."""
    entry = manifest().get("map/map.js", {})
    modules = [entry["file"], *(manifest()[key]["file"] for key in entry["imports"])] if entry else []
    return tuple(f"ui/dist/{file}" for file in modules), tuple(
        f"ui/dist/{file}" for file in entry.get("assets", ())
    )
