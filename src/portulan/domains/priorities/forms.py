"""What a person may type."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portulan.domains.priorities.vocabulary import CURRENCIES, LONGEST, LedgerKind, Side


class LedgerForm(forms.Form):
    side = forms.ChoiceField(label=_("Side"), choices=Side.choices)
    kind = forms.ChoiceField(label=_("What"), choices=LedgerKind.choices)
    year = forms.IntegerField(label=_("Civil year"), min_value=1990, max_value=2200)
    amount = forms.CharField(
        label=_("Amount"),
        max_length=20,
        required=False,
        help_text=_("People-months for people, money with two decimals at most; nothing for the rest."),
    )
    currency = forms.ChoiceField(
        label=_("Currency"), required=False, choices=[("", "–"), *((one, one) for one in CURRENCIES)]
    )
    text = forms.CharField(label=_("What was given, in a line"), max_length=300)


class MatrixForm(forms.Form):
    """The cells come beside, one number each, under ``cell-<unit>-<area>``."""

    read = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    since = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    text = forms.CharField(
        label=_("What this version decides, and why"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def cells(self) -> dict[tuple[str, str], int]:
        """Weights by unit and area; what is not a number is left for the service to refuse as -1."""
        found: dict[tuple[str, str], int] = {}
        for name, value in self.data.items():
            if name.startswith("cell:"):
                _prefix, unit, area = name.split(":", 2)
                found[unit, area] = _number(value)
        return found


def _number(value: Any) -> int:
    text = str(value).strip() or "0"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else -1
