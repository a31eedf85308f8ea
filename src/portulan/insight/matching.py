"""The matcher, for whoever is above analytics: build a registry file, open it, match strings or files."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from portulan.analytics.jobs import disk, match_input, match_output
from portulan.analytics.jobs import match as job
from portulan.analytics.jobs.match import Summary
from portulan.analytics.jobs.match_input import InputError
from portulan.analytics.jobs.match_output import FORMATS, OutputError
from portulan.analytics.matching import build, index, labels, matcher, model, pins
from portulan.analytics.matching.build import Built
from portulan.analytics.matching.dump import DumpError
from portulan.analytics.matching.index import RegistryError
from portulan.analytics.matching.matcher import Answer, Match, Matcher, Reason
from portulan.analytics.matching.model import SHIPPED, ModelError
from portulan.analytics.matching.pins import Pins, PinsError

T = TypeVar("T")

REFUSALS = (DumpError, InputError, ModelError, OutputError, PinsError, RegistryError)

__all__ = [
    "FORMATS",
    "REFUSALS",
    "SHIPPED",
    "Answer",
    "Built",
    "DumpError",
    "InputError",
    "Match",
    "Matcher",
    "ModelError",
    "OutputError",
    "PinsError",
    "Reason",
    "RegistryError",
    "Summary",
    "build_registry",
    "match_file",
    "match_texts",
    "opened",
    "registry_of",
    "shared",
]


def build_registry(*, files: Sequence[Path], out: Path, release: str = "") -> Built:
    """Write one registry file from dumps of ROR. Raises DumpError, OSError."""
    return build.build(files=files, out=out, release=release)


@lru_cache(maxsize=4)
def _registry(path: Path, stamp: tuple[int, int]) -> index.Registry:
    return index.Registry(path)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        seen = path.stat()
    except OSError as error:
        raise RegistryError(f"There is no file {path}: make it with portulan registry build.") from error
    return seen.st_mtime_ns, seen.st_size


@lru_cache(maxsize=4)
def _made(kind: Callable[[index.Registry], Any], path: Path, stamp: tuple[int, int]) -> Any:
    return kind(_registry(path, stamp))


def shared(path: Path, kind: Callable[[index.Registry], T]) -> T:
    """What ``kind`` makes of a registry file, made once for each version of the file. Raises RegistryError."""
    made: T = _made(kind, path, _stamp(path))
    return made


def registry_of(lake: Path) -> Path | None:
    """The registry file of the version in use; None before the first build, or where no dump of ROR was given."""
    return disk.registry(lake)


@lru_cache(maxsize=4)
def _opened(registry: Path, stamp: tuple[int, int], of_model: Path) -> Matcher:
    return matcher.Matcher(_registry(registry, stamp), model.load(of_model))


def opened(registry: Path, of_model: Path = SHIPPED) -> Matcher:
    """A matcher, opened once for each version of the file. Raises RegistryError, ModelError."""
    return _opened(registry, _stamp(registry), of_model)


def pins_beside(registry: Path) -> Path | None:
    """The file of people's answers that a build put beside its registry file."""
    path = registry.with_name(disk.PINS)
    return path if path.is_file() else None


@lru_cache(maxsize=4)
def _pins(path: Path, stamp: tuple[int, int]) -> Pins:
    return pins.load(path)


def match_texts(
    texts: Sequence[str],
    *,
    registry: Path,
    threshold: float | None = None,
    country: str = "",
    answers: Sequence[Mapping[str, Any]] | None = None,
) -> list[Answer]:
    """One answer for each text, in order; see ``Matcher.match``.

    ``answers``: what people answered (``text``, ``verdict``, ``keys``, ``country``); None takes those of the build
    beside the registry file. Raises RegistryError, PinsError.
    """
    beside = pins_beside(registry) if answers is None else None
    held = Pins(pins.read(list(answers))) if answers is not None else Pins()
    held = _pins(beside, _stamp(beside)) if beside else held
    return opened(registry).match(texts, threshold=threshold, country=country, pins=held)


def match_file(
    *,
    name: str,
    column: str,
    registry: Path,
    form: str,
    out: Path | None,
    threshold: float | None = None,
    precision: float | None = None,
    country: str = "",
    explain: bool = False,
    workers: int = 1,
    answers: Path | None = None,
    of_model: Path = SHIPPED,
    tell: Callable[[int], None] = lambda rows: None,
) -> Summary:
    """Match a file row by row, to ``out`` or to standard output; goes on where an earlier run to ``out`` stopped.

    ``precision`` takes the model's calibrated threshold for it. ``answers``: a file of what people answered, which wins
    (None: the one beside the registry file, where there is one). Raises one of REFUSALS, or OSError.
    """
    chosen = model.load(of_model)
    least = chosen.threshold(precision) if precision is not None else threshold
    held = answers or pins_beside(registry)
    said = pins.digest(held) if held else ""
    settings = job.Settings(registry, of_model, least, country, explain, held)
    given: dict[str, Any] = {"rows": match_input.rows(name, column), "settings": settings, "workers": workers}
    opened_registry = index.Registry(registry)
    if out is None:
        return job.run(output=match_output.OnStream(form), tell=tell, **given)
    identity = {
        **match_output.identity_of(name),
        "column": column,
        "format": form,
        "registry": opened_registry.identity,
        "model": chosen.version,
        "threshold": least,
        "country": country,
        "explain": explain,
        "answers": said,
    }
    with match_output.OnDisk(out, form, identity) as output:
        return job.run(output=output, tell=tell, **given)


def sets_in(folder: Path) -> list[str]:
    """Names of the development sets that a folder holds."""
    return [key for key, name in labels.SETS.items() if (folder / name).is_file()]


def described(registry: Path) -> dict[str, Any]:
    """What a registry file says of itself, once its content is found whole. Raises RegistryError."""
    found = index.Registry(registry)
    found.verify()
    told = {key: found.meta[key] for key in ("release", "organisations", "cities")}
    return {
        **told,
        "countries": len(found.meta["countries"]),
        "keys": len(found.keys),
        "identity": found.identity,
    }


def train_model(*, registry: Path, sets: Path, out: Path) -> dict[str, Any]:
    """Make the model anew; see ``analytics.jobs.training.train``."""
    # Training is rare, and what it loads is not needed to match.
    from portulan.analytics.jobs import training  # noqa: PLC0415

    return training.train(registry=registry, sets=sets, out=out)
