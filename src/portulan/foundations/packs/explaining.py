"""Say what a schema refused in words: what is wrong, and what is allowed."""

import difflib
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from portulan.foundations.packs.mistake import Problem

_ALLOWED = {
    "string_type": gettext_lazy("a text in quotes"),
    "bool_type": gettext_lazy("true or false"),
    "int_type": gettext_lazy("a whole number"),
    "float_type": gettext_lazy("a number"),
    "list_type": gettext_lazy("a list, in brackets"),
    "dict_type": gettext_lazy("a table"),
    "model_type": gettext_lazy("a table"),
}


def problems(error: ValidationError, *, schema: type[BaseModel]) -> list[Problem]:
    """Every refusal of ``error``, in the order of the document."""
    return [_problem(detail, schema) for detail in error.errors(include_url=False)]


def _problem(detail: ErrorDetails, schema: type[BaseModel]) -> Problem:
    path = detail["loc"]
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return Problem(
                path[:-1], _("“%(key)s” is missing.") % {"key": path[-1]}, _keys(schema, path[:-1])
            )
        case "extra_forbidden":
            return _unknown_key(path, schema)
        case "enum" | "literal_error":
            return Problem(path, _("%(value)s is not known.") % _value(detail), str(context["expected"]))
        case "pack":
            return Problem(path, context["problem"], context["allowed"])
        case "string_pattern_mismatch":
            return Problem(
                path, _("%(value)s is not written as it should be.") % _value(detail), _pattern(context)
            )
    return _other(detail)


def _other(detail: ErrorDetails) -> Problem:
    kind = detail["type"]
    if kind in _ALLOWED:
        return Problem(
            detail["loc"], _("%(value)s is of the wrong kind.") % _value(detail), str(_ALLOWED[kind])
        )
    return Problem(detail["loc"], _("%(value)s is refused.") % _value(detail), detail["msg"])


def _unknown_key(path: tuple[Any, ...], schema: type[BaseModel]) -> Problem:
    known = _fields(schema, path[:-1])
    near = difflib.get_close_matches(str(path[-1]), known, n=1)
    if near:
        problem = _("“%(key)s” is not known; did you mean “%(near)s”?") % {"key": path[-1], "near": near[0]}
    else:
        problem = _("“%(key)s” is not known.") % {"key": path[-1]}
    return Problem(path, problem, ", ".join(known))


def _pattern(context: Mapping[str, Any]) -> str:
    pattern = str(context.get("pattern", ""))
    if pattern.startswith("^https?"):
        return _("an address that begins with https://")
    if pattern.startswith("^[a-z0-9]+("):
        return _("small letters, digits and single hyphens, such as office-singapore")
    return pattern


def _value(detail: ErrorDetails) -> dict[str, str]:
    text = repr(detail["input"])
    return {"value": text if len(text) <= 80 else f"{text[:77]}..."}


def _keys(schema: type[BaseModel], path: tuple[Any, ...]) -> str:
    return ", ".join(_fields(schema, path))


def _fields(schema: type[BaseModel], path: tuple[Any, ...]) -> list[str]:
    """The keys allowed at ``path``, in the order of the schema."""
    current: Any = schema
    for step in path:
        if isinstance(step, int) or not _is_schema(current):
            continue
        column = current.model_fields.get(step)
        current = _inner(column.annotation) if column else None
    return list(current.model_fields) if _is_schema(current) else []


def _inner(annotation: Any) -> Any:
    """The schema inside list[X], dict[str, X] or X | None."""
    if _is_schema(annotation):
        return annotation
    return next((found for part in getattr(annotation, "__args__", ()) if (found := _inner(part))), None)


def _is_schema(thing: Any) -> bool:
    return isinstance(thing, type) and issubclass(thing, BaseModel)
