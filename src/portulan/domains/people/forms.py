"""What a person may choose about themselves."""

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_AUTONYMS = {"fr": "Français", "en": "English"}


def _languages() -> list[tuple[str, str | Promise]]:
    known = [(code, _AUTONYMS.get(code, name)) for code, name in settings.LANGUAGES]
    return [("", _("That of my browser")), *known]


class LanguageForm(forms.Form):
    """The language of pages and mails."""

    language = forms.ChoiceField(label=_("Language of pages and mails"), required=False, choices=_languages)


class ReadForm(forms.Form):
    """Which notice was read; none given: all of them."""

    notice = forms.UUIDField(required=False)
