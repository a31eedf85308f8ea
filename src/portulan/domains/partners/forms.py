"""What a person may type about a partner."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portulan.domains.partners.vocabulary import LONGEST_NAME, HolderKind, IdentifierKind, NameKind
from portulan.foundations.model.softdate import SoftDate
from portulan.foundations.ui.typed import TypedField

SUGGEST, COLLEAGUES = "partner_suggest", "partner_colleagues"


class SoftDateInput(forms.CharField):
    """A year, a month or a day."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("max_length", 10)
        options.setdefault("help_text", _("A year (2009), a month (2009-03) or a day (2009-03-12)."))
        super().__init__(**options)

    def clean(self, value: Any) -> SoftDate | None:
        text = super().clean(value)
        try:
            return SoftDate.parse(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(
                _("Write a year (2009), a month (2009-03) or a day (2009-03-12).")
            ) from error


class Keyed(forms.Form):
    """A form that carries a key: sent twice, it acts once."""

    request = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class NewPartnerForm(Keyed):
    """A partner: chosen in the registry, or described where no registry has it."""

    partner = TypedField(
        label=_("Organisation"),
        route=SUGGEST,
        describe=True,
        help_text=_(
            "Any of its names, its ROR identifier, or the address of its site. Typing mistakes are forgiven."
        ),
    )
    sure = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1)


class EditPartnerForm(forms.Form):
    """What people may change of a record."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    country = forms.ChoiceField(label=_("Country in which it stands"))
    city = forms.CharField(label=_("Town"), max_length=200, required=False)
    website = forms.CharField(label=_("Address of its site"), max_length=500, required=False)


class NameForm(forms.Form):
    """Another name."""

    text = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    kind = forms.ChoiceField(label=_("Kind"), choices=NameKind.choices, initial=NameKind.ALIAS)
    language = forms.CharField(
        label=_("Language"),
        max_length=12,
        required=False,
        help_text=_("Its code: fr, en, zh. May stay empty."),
    )
    since = SoftDateInput(label=_("From"))
    until = SoftDateInput(label=_("Until"))


class CountryForm(forms.Form):
    """Another country in which a partner stands."""

    country = forms.ChoiceField(label=_("Country"))
    since = SoftDateInput(label=_("From"))


class IdentifierForm(forms.Form):
    """A number of another register."""

    kind = forms.ChoiceField(label=_("Register"), choices=IdentifierKind.choices)
    value = forms.CharField(label=_("Number"), max_length=120)
    since = SoftDateInput(label=_("From"))


class ParentForm(forms.Form):
    """What a partner is part of."""

    parent = TypedField(label=_("Is part of"), route=SUGGEST)
    since = SoftDateInput(label=_("From"))


class ContactForm(Keyed):
    """A person on the partner's side."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    given_name = forms.CharField(label=_("Given name"), max_length=120, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=120)
    function = forms.CharField(label=_("Function"), max_length=200, required=False)
    email = forms.CharField(label=_("E-mail address"), max_length=254, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    unit = forms.ChoiceField(
        label=_("Kept by"),
        required=False,
        help_text=_("Who is in this unit’s scope sees this person; others do not."),
    )
    since = SoftDateInput(label=_("In this function since"))
    source = forms.CharField(
        label=_("Where this was read"),
        max_length=300,
        required=False,
        help_text=_("A card, a site, a meeting."),
    )

    @property
    def said(self) -> dict[str, str]:
        """What is said of the person."""
        names = ("given_name", "family_name", "function", "email", "phone")
        return {name: self.cleaned_data[name] for name in names}


class HolderForm(forms.Form):
    """Who of us holds the relation."""

    person = TypedField(
        label=_("Who of us"),
        route=COLLEAGUES,
        required=False,
        help_text=_("Empty: you. A part of the name will do."),
    )
    kind = forms.ChoiceField(label=_("What they do"), choices=HolderKind.choices, initial=HolderKind.HOLDS)
    unit = forms.ChoiceField(label=_("For"), required=False)
    contact = forms.ChoiceField(label=_("With whom"), required=False)
    since = SoftDateInput(label=_("From"))


class EndForm(forms.Form):
    """Which row ends."""

    row = forms.UUIDField()
    kind = forms.ChoiceField(choices=[(kind, kind) for kind in ("name", "identifier", "country", "parent")])


class PairForm(forms.Form):
    """Two records: joined, or told apart."""

    kept = forms.UUIDField()
    absorbed = forms.UUIDField()
    why = forms.CharField(max_length=500, required=False)


class JoinForm(forms.Form):
    """A record and the key of its record in the registry."""

    partner = forms.UUIDField()
    key = forms.CharField(max_length=120)
    why = forms.CharField(max_length=500, required=False)


class UndoForm(forms.Form):
    """What is undone."""

    row = forms.UUIDField()
    kind = forms.ChoiceField(choices=[("merge", "merge"), ("join", "join")])


class SettleForm(forms.Form):
    """How a conflict is settled."""

    row = forms.UUIDField()
    settlement = forms.ChoiceField(choices=[("kept", "kept"), ("taken", "taken")])


class PinForm(forms.Form):
    """An answer: which organisations a text names."""

    text = forms.CharField(label=_("Text"), max_length=LONGEST_NAME)
    country = forms.CharField(max_length=2, required=False)
    verdict = forms.CharField(max_length=10, required=False)
    key = TypedField(label=_("Organisation it names"), route=SUGGEST, several=True, required=False)
    why = forms.CharField(label=_("Why"), max_length=500, required=False)


class WithdrawForm(forms.Form):
    """Which answer is taken back."""

    row = forms.UUIDField()
