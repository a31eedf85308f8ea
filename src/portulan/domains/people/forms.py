"""What a person may choose about themselves."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

_AUTONYMS = {"fr": "Français", "en": "English"}


class LanguageForm(forms.Form):
    """The language of pages and mails."""

    language = forms.ChoiceField(label=_("Language of pages and mails"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        known = [(code, _AUTONYMS.get(code, name)) for code, name in settings.LANGUAGES]
        self.fields["language"].choices = [("", _("That of my browser")), *known]


class ReadForm(forms.Form):
    """Which notice was read; none given: all of them."""

    notice = forms.UUIDField(required=False)
