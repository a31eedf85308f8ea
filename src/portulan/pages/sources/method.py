"""What a method is made of, for the page that explains every figure."""

from dataclasses import dataclass

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One method. ``formula`` is plain text; ``origin`` is who gave it; ``sources`` are keys of data sources."""

    key: str
    title: Words
    definition: Words
    formula: Words = ""
    origin: Words = ""
    limits: tuple[Words, ...] = ()
    sources: tuple[str, ...] = ()
