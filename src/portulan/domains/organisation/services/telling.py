"""Tell a person what became of their mandate, on their page and by mail."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from portulan.domains.organisation.models import Mandate
from portulan.domains.organisation.vocabulary import mandates as words
from portulan.domains.people.queries import recipient_of
from portulan.foundations.journal.actor import Actor
from portulan.foundations.notices.services import Text, post


def tell(verb: str, mandate: Mandate, *, by: Actor, at: datetime) -> None:
    """One notice to the holder, unless the holder did it; a process that made the person says nothing."""
    if by.is_system or by.uid == str(mandate.person.uid):
        return
    post(
        event=f"{verb}:{mandate.uid}",
        to=[recipient_of(mandate.person)],
        text=lambda: Text(subject=_subject(verb, mandate), body=_body(mandate, by)),
        at=at,
        link=f"/mandates/{mandate.uid}/",
    )


def _subject(verb: str, mandate: Mandate) -> str:
    role = mandate.role.name_fr if translation.get_language() == "fr" else mandate.role.name_en
    said = {
        words.GIVE: _("You hold a mandate: %(role)s."),
        words.DELEGATE: _("A mandate was delegated to you: %(role)s."),
        words.NAME_DEPUTY: _("You stand in as a deputy: %(role)s."),
        words.END: _("Your mandate has ended: %(role)s."),
    }
    return said[verb] % {"role": role}


def _body(mandate: Mandate, by: Actor) -> str:
    if mandate.until is None:
        return _("By %(who)s, from %(since)s.") % {"who": by.label, "since": mandate.since}
    told = {"who": by.label, "since": mandate.since, "until": mandate.until}
    return _("By %(who)s, from %(since)s to %(until)s.") % told
