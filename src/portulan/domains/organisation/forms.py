"""What a person may type to give, delegate, stand in for and end mandates; a scope is named as people name it."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portulan.domains.organisation.queries.mandates import RoleView
from portulan.domains.organisation.queries.naming import Named, countries_named, sites_named, units_named
from portulan.domains.people.models import Person
from portulan.domains.people.queries import look_up, person
from portulan.foundations.model.softdate import SoftDate
from portulan.foundations.text import formats

_MOST_PEOPLE = 8
_MOST_TEXT = 2000


class Day(forms.DateField):
    """A day, given to services as a SoftDate."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value: Any) -> SoftDate | None:
        day: date | None = super().clean(value)
        return SoftDate(day.isoformat()) if day else None


class Lines(forms.CharField):
    """Names one under the other; cleaned to codes, refused with what each may mean."""

    def __init__(self, read: Callable[[Iterable[str]], Named], **more: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(required=False, max_length=_MOST_TEXT, widget=widget, **more)
        self.read = read

    def clean(self, value: Any) -> tuple[str, ...]:
        named = self.read(super().clean(value).splitlines())
        if named.unsure:
            raise forms.ValidationError([_unsure(text, proposed) for text, proposed in named.unsure])
        return named.codes


def _unsure(text: str, proposed: tuple[str, ...]) -> str:
    if not proposed:
        return gettext("Nothing is called “%(text)s”.") % {"text": text}
    told = {"text": text, "proposed": "; ".join(proposed)}
    return gettext("“%(text)s” may mean: %(proposed)s. Write one of these codes.") % told


class PersonForm(forms.Form):
    """Whom the mandate is for; when several bear the name, they are shown to choose from."""

    person = forms.CharField(
        label=_("Person"),
        max_length=200,
        help_text=_("E-mail address, or name. The person needs an account."),
    )

    may_look = True  # not any more, for who looked for many

    def clean_person(self) -> Person:
        if not self.may_look:
            raise forms.ValidationError(
                _("You looked for many people in a short time. Wait an hour, then go on.")
            )
        found = look_up(self.cleaned_data["person"], limit=_MOST_PEOPLE)
        if len(found) == 1 and (known := person(found[0].uid)):
            return known
        if not found:
            raise forms.ValidationError(_("Nobody with an account is called so."))
        if len(found) > _MOST_PEOPLE:
            raise forms.ValidationError(
                _("Many people are called so: write more of the name, or the e-mail address.")
            )
        told = "; ".join(f"{one.name}, {one.email}" for one in found)
        raise forms.ValidationError(
            _("Several people are called so: %(told)s. Write the e-mail address."), params={"told": told}
        )


class DatesForm(forms.Form):
    """From when to when."""

    since = Day(label=_("From"), required=False, help_text=_("Empty: from today."))
    until = Day(
        label=_("Until"),
        required=False,
        help_text=_("The first day on which it does not hold any more. Empty: until it is ended."),
    )


class ScopeForm(forms.Form):
    """A role, and what it is limited to; nothing typed means the whole."""

    role = forms.ChoiceField(label=_("Role"))
    units = Lines(
        units_named,
        label=_("Units"),
        help_text=_(
            "One on each line: short name, label, code or name. All that is below a unit is included."
        ),
    )
    countries = Lines(countries_named, label=_("Countries"), help_text=_("One on each line: name or code."))
    sites = Lines(sites_named, label=_("Sites"), help_text=_("One on each line: the town where units stand."))

    def __init__(self, *args: Any, roles: Iterable[RoleView] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        named = [(role.code, str(formats.named(role, "name"))) for role in roles]
        field.choices = [("", _("Choose a role")), *sorted(named, key=lambda one: one[1])]


class GiveForm(PersonForm, ScopeForm, DatesForm):
    """Give a mandate, or delegate a part of one."""

    field_order = ("person", "role", "units", "countries", "sites", "since", "until")


class DeputyForm(PersonForm, DatesForm):
    """Name a deputy, for a time."""

    field_order = ("person", "since", "until")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["until"].required = True
        self.fields["until"].help_text = _(
            "The first day on which the deputy does not act any more; within a year."
        )


class EndForm(forms.Form):
    """Why a mandate is ended; kept in the journal."""

    why = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the journal, for who may see this mandate."),
    )
