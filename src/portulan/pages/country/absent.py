"""What a page says where something is not there: why, and the next thing to do."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.foundations.ui.components import Action, Empty, Notice


def no_pack() -> Notice:
    """No organisation is loaded: nobody looks at the world yet."""
    text = _("No organisation pack is loaded. Load one: portulan pack load packs/cnrs.")
    return Notice(text=text, kind="attention", title=_("No organisation yet"))


def no_figures() -> Notice:
    """Nothing was ever built."""
    text = _("No figure has been published yet. Build them: portulan data build.")
    action = Action(_("Sources"), reverse("sources"), "journal-text")
    return Notice(text=text, kind="attention", title=_("No figures yet"), action=action)


def no_laboratory() -> Empty:
    """The registry knows no joint laboratory in the country."""
    return Empty(
        title=_("No joint laboratory of ours stands in this country."),
        why=_("The registry of structures and the organisation pack name none here on the day of this page."),
        action=Action(_("All our laboratories"), reverse("laboratories"), "diagram-3"),
    )


def no_project(why: str) -> Empty:
    """No shared project; ``why`` says what the data cover."""
    action = Action(_("What is loaded"), reverse("source", args=["cordis"]), "journal-text")
    return Empty(title=_("No shared European project."), why=why, action=action)


def no_work(why: str) -> Empty:
    """No co-publication; ``why`` says what the data cover."""
    action = Action(_("What is loaded"), reverse("source", args=["hal"]), "journal-text")
    return Empty(title=_("No co-publication."), why=why, action=action)
