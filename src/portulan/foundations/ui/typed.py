"""A field in which one types a name and chooses what is meant: suggestions while typing, a step to choose without.

With JavaScript it is a combobox (ARIA practices 1.2, list autocomplete) fed by an address; without, a plain text
field: the form is shown again with the choices to pick from (``offer``). What nobody knows can be described in place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import Promise

NEW = "new"  # the key that says: none of these, it is described here
MOST = 20  # things chosen in one field


class Offered(NamedTuple):
    """A thing to choose: what the form sends back, its name, what tells it from others."""

    key: str
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What came back: the text typed, the keys chosen, and what was described in place (name, country, site)."""

    text: str = ""
    keys: tuple[str, ...] = ()
    new: bool = False
    country: str = ""
    website: str = ""

    @property
    def key(self) -> str:
        """The one key chosen; empty where none or something new is."""
        return self.keys[0] if self.keys else ""

    @property
    def is_open(self) -> bool:
        """Something was typed and nothing was chosen for it: the choices must be shown."""
        return bool(self.text) and not self.keys and not self.new

    def __bool__(self) -> bool:
        return bool(self.text or self.keys)


class TypedWidget(forms.Widget):
    """``route``: the address that suggests, as JSON; ``several`` things may be chosen; ``describe`` what is unknown."""

    template_name = "ui/typed.html"

    def __init__(self, *, route: str, several: bool = False, describe: bool = False, **attrs: Any) -> None:
        super().__init__(attrs)
        self.route, self.several, self.describe = route, several, describe
        self.countries: Sequence[tuple[str, str | Promise]] = ()
        self.chosen: tuple[Offered, ...] = ()
        self.offered: tuple[Offered, ...] = ()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        raw = data.getlist(f"{name}_key") if hasattr(data, "getlist") else [data.get(f"{name}_key", "")]
        keys = tuple(dict.fromkeys(key.strip()[:140] for key in raw if key and key.strip()))
        text = str(data.get(name, "") or "").replace("\x00", "").strip()[:5_000]
        country = str(data.get(f"{name}_country", ""))[:2]
        chosen = tuple(key for key in keys if key != NEW)[:MOST]
        return Typed(
            text=text,
            keys=chosen,
            new=bool(text) and (NEW in keys or (bool(country) and (self.several or not chosen))),
            country=country,
            website=str(data.get(f"{name}_website", ""))[:500],
        )

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and f"{name}_key" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        typed = value if isinstance(value, Typed) else Typed(text=str(value or ""))
        known = {one.key: one for one in self.chosen}
        context["widget"] |= {
            "typed": typed,
            "url": reverse(self.route),
            "several": self.several,
            "describe": self.describe,
            "countries": self.countries,
            "chosen": [known.get(key, Offered(key, key)) for key in typed.keys],
            "offered": self.offered,
            "new": NEW,
        }
        return context

    def id_for_label(self, id_: str) -> str:
        return id_


class TypedField(forms.Field):
    """See ``TypedWidget``. Gives a ``Typed``; a text for which nothing is chosen stays open for the view to settle."""

    widget: TypedWidget

    def __init__(self, *, route: str, several: bool = False, describe: bool = False, **options: Any) -> None:
        super().__init__(widget=TypedWidget(route=route, several=several, describe=describe), **options)

    def offer(self, choices: Iterable[Offered]) -> None:
        """Show these under the field, to pick from."""
        self.widget.offered = tuple(choices)

    def name_chosen(self, chosen: Iterable[Offered]) -> None:
        """Say what the keys chosen are called when the form is shown again."""
        self.widget.chosen = tuple(chosen)

    def to_python(self, value: Any) -> Typed:
        return value if isinstance(value, Typed) else Typed()

    def validate(self, value: Typed) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or Typed()) != (data or Typed())
