"""What is not known of a unit, in sentences."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from portulan.domains.organisation.queries.views import PackView, UnitView
from portulan.domains.organisation.vocabulary import UnitKind
from portulan.domains.partners.queries import PartyView


def gaps_of(unit: UnitView, parties: Sequence[PartyView], pack: PackView | None) -> Iterator[str]:
    """Each thing that no source gives, the weightiest first."""
    yield from _of_place(unit)
    yield from _of_parties(unit, parties, pack)
    yield from _of_institute(unit)
    yield from _of_science(unit)
    if not unit.website:
        yield _("No address of a page of its own is known.")


def _of_place(unit: UnitView) -> Iterator[str]:
    if not unit.line.country:
        yield _("No source says in which country it stands.")
    if not unit.line.since:
        yield _("No source says when it began.")


def _of_parties(unit: UnitView, parties: Sequence[PartyView], pack: PackView | None) -> Iterator[str]:
    home = pack.home_country if pack else ""
    abroad = [party for party in parties if party.country and party.country != home]
    if unit.line.international and not abroad:
        yield _(
            "No source names a party of the country it stands in: the registry leaves foreign parties out."
        )
    elif unit.line.kind != UnitKind.TEAM and not parties:
        yield _("No source names another party.")


def _of_institute(unit: UnitView) -> Iterator[str]:
    stated = [one for one in unit.attachments if one.stated]
    proposed = [one for one in unit.attachments if not one.stated]
    if not stated and proposed:
        yield _("No source states its institute: the one shown is proposed from its field.")
    elif not stated:
        yield _("No source states the institute or centre it belongs to, and nothing proposes one.")


def _of_science(unit: UnitView) -> Iterator[str]:
    if not unit.details.get("fields") and not unit.details.get("erc_panels"):
        yield _("No source gives its scientific field.")
    if unit.line.kind != UnitKind.TEAM:
        yield _("No source loaded gives its publications, so none are counted.")
