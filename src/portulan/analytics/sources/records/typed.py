"""Values of a JSON object, in the types that its format promises; another type is a fault of the record."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from portulan.analytics.sources.raw import RawFile
from portulan.analytics.sources.source import Intake
from portulan.analytics.tables.publication_row import Publication

Object = dict[str, Any]


class WrongTypeError(Exception):
    """A field holds a value of another type than its format promises."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def text(one: Object, key: str) -> str:
    """A text, or a number as text; empty where there is none."""
    value = one.get(key)
    if value is None:
        return ""
    if isinstance(value, (str, int, float)):
        return str(value)
    raise WrongTypeError(key)


def texts(one: Object, key: str) -> list[str]:
    """A list of texts; one text is a list of one; nulls are passed over."""
    value = one.get(key)
    listed = value if isinstance(value, list) else [value]
    return [text({key: item}, key) for item in listed if item is not None]


def part(one: Object, key: str) -> Object:
    """An object; empty where there is none."""
    value = one.get(key)
    if value is None:
        return {}
    if isinstance(value, dict):
        return value
    raise WrongTypeError(key)


def parts(one: Object, key: str) -> list[Object]:
    """A list of objects; empty where there is none."""
    value = one.get(key)
    if value is None:
        return []
    if isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return value
    raise WrongTypeError(key)


def flag(one: Object, key: str) -> bool | None:
    """True, false, or None where there is none."""
    value = one.get(key)
    if value is None or isinstance(value, bool):
        return value
    raise WrongTypeError(key)


def publications(
    found: Iterable[tuple[int, Object]],
    file: RawFile,
    intake: Intake,
    read: Callable[[int, Object], Publication | None],
) -> Iterator[Publication]:
    """What ``read`` makes of each object; one with a value of a wrong type is refused."""
    for row, one in found:
        try:
            publication = read(row, one)
        except WrongTypeError as error:
            remedy = "The format may have changed: see the page of the source, and report it."
            intake.refuse(file.name, row, "type", remedy, column=error.field)
            continue
        if publication is not None:
            yield publication
