"""What a person may type about a cooperation. Services check it again: a form only reads."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portulan.domains.cooperations.vocabulary import (
    LONGEST_TEXT,
    WRITABLE,
    Confidentiality,
    Part,
    Refusal,
    Right,
    Stage,
)
from portulan.foundations.ui.typed import TypedField

KEY = 64


def _date(label: Any, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


def _text(label: Any, *, rows: int = 3, required: bool = False, most: int = LONGEST_TEXT) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "class": "form-control"})
    return forms.CharField(label=label, required=required, max_length=most, widget=widget)


def _line(label: Any, *, most: int = 300, required: bool = False) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control"})
    return forms.CharField(label=label, required=required, max_length=most, widget=widget)


def _select(label: Any, choices: Any, *, required: bool = True) -> forms.ChoiceField:
    widget = forms.Select(attrs={"class": "form-select"})
    return forms.ChoiceField(label=label, choices=choices, required=required, widget=widget)


class Keyed(forms.Form):
    """A form that does its act once, however often it is sent."""

    key = forms.CharField(required=False, max_length=KEY, widget=forms.HiddenInput)

    def say(self, errors: dict[str, str]) -> None:
        """Show what a service refused beside its field."""
        for name, sentence in errors.items():
            self.add_error(name if name in self.fields else None, sentence)


class DeclareForm(Keyed):
    """One page: what, with whom, by which laboratory."""

    draft = forms.UUIDField(required=False, widget=forms.HiddenInput)
    found = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    partner = TypedField(
        label=_("Partner organisation"), route="partner_suggest", several=True, describe=True
    )
    units = forms.MultipleChoiceField(
        label=_("Our laboratories or teams"), required=False, widget=forms.CheckboxSelectMultiple
    )
    unit = TypedField(
        label=_("Our laboratories or teams"), route="cooperation_units", several=True, required=False
    )
    title = _line(_("What do you do together?"), required=True)
    summary = _text(_("In a few sentences"), rows=4)
    stage = _select(_("Where it stands"), Stage.choices)
    confidentiality = forms.ChoiceField(
        label=_("Who may see it"), choices=Confidentiality.choices, widget=forms.RadioSelect
    )
    fields_of_science = forms.MultipleChoiceField(
        label=_("Fields"), required=False, widget=forms.CheckboxSelectMultiple
    )
    next_step = _line(_("Next step"))
    next_step_on = _date(_("By"), required=False)
    alike_seen = forms.BooleanField(required=False)


class EditForm(Keyed):
    """Texts and links of a cooperation, from the version that was read."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    title = _line(_("What do you do together?"), required=True)
    summary = _text(_("In a few sentences"), rows=8)
    partner = TypedField(
        label=_("Partner organisations"), route="partner_suggest", several=True, describe=True
    )
    unit = TypedField(
        label=_("Our laboratories or teams"), route="cooperation_units", several=True, required=False
    )
    countries = forms.MultipleChoiceField(
        label=_("Countries"),
        required=False,
        widget=forms.SelectMultiple(attrs={"class": "form-select", "size": 6}),
    )
    fields_of_science = forms.MultipleChoiceField(
        label=_("Fields"), required=False, widget=forms.CheckboxSelectMultiple
    )


class StepForm(Keyed):
    next_step = _line(_("What is to be done"), required=True)
    next_step_on = _date(_("By"))
    next_step_owner = _select(_("Who"), [], required=False)


class DoneForm(Keyed):
    step = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    outcome = _text(_("What came of it"), rows=2)


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files under one name."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given if one]


class EntryForm(Keyed):
    kind = _select(_("What"), [(one.value, one.label) for one in WRITABLE])
    on = _date(_("When"))
    text = _text(_("What happened"), rows=4)
    enclosed = FilesField(label=_("Files"), required=False, widget=Files(attrs={"class": "form-control"}))


class StageForm(Keyed):
    stage = _select(_("New stage"), Stage.choices)
    reason = _text(_("Why"), rows=2, most=2000)


class WhoForm(Keyed):
    confidentiality = _select(_("Who may see it"), Confidentiality.choices)


class NameForm(Keyed):
    person = TypedField(label=_("One of our people"), route="cooperation_people")
    part = _select(_("Part"), Part.choices)
    right = _select(_("May"), Right.choices)


class PersonForm(Keyed):
    person = forms.UUIDField()


class ContactForm(Keyed):
    contact = forms.UUIDField()


class ContestForm(Keyed):
    reason = _text(_("Why it does not hold"), rows=2, required=True, most=2000)


class SettleForm(Keyed):
    upheld = _select(_("Answer"), [("no", _("The proof holds")), ("yes", _("The proof does not hold"))])
    answer = _text(_("Why"), rows=2, required=True, most=2000)


class ProofForm(Keyed):
    label = _line(_("What proves it"), required=True)
    kind = _select(_("Kind"), [("declared", _("declared")), ("formalised", _("formalised"))])
    since = _line(_("Since (a year, a month or a day)"), most=10)
    until = _line(_("Until"), most=10)
    source = _line(_("Where this can be read"))
    source_url = forms.URLField(
        label=_("Address"), required=False, max_length=500, assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "form-control"}),
    )  # fmt: skip


class RefuseForm(Keyed):
    reason = forms.ChoiceField(
        label=_("Why is it not ours?"), choices=Refusal.choices, widget=forms.RadioSelect
    )
    reason_text = _line(_("The reason"), most=2000)


class ManyStepsForm(Keyed):
    """The same next step for the lines chosen."""

    chosen = forms.MultipleChoiceField(choices=())
    next_step = _line(_("What is to be done"), required=True)
    next_step_on = _date(_("By"))


class ListForm(forms.Form):
    name = _line(_("Name of the list"), most=80, required=True)
    query = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)


class ImportForm(Keyed):
    file = forms.FileField(
        label=_("CSV or Excel file, as exported from here"),
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".csv,.xlsx"}),
    )
