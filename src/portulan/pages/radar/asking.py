"""What a person may say of a suggestion."""

from django import forms

from portulan.domains.priorities.vocabulary import LONGEST, Outcome, Verdict


class DecideForm(forms.Form):
    """One suggestion is named by its level and subject; what it rests on is read again, never typed."""

    level = forms.SlugField(max_length=20)
    subject = forms.CharField(max_length=120)
    verdict = forms.ChoiceField(choices=Verdict.choices)
    title = forms.CharField(max_length=300, required=False)
    reason = forms.CharField(max_length=LONGEST, required=False)
    until = forms.DateField(required=False)
    key = forms.CharField(max_length=64, required=False)


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(choices=Outcome.choices)
    note = forms.CharField(max_length=LONGEST, required=False)
