"""What parties.toml may hold."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field, StringConstraints

from portulan.domains.geography.vocabulary import CountryCode
from portulan.domains.organisation.vocabulary.checks import UNITS, repeated
from portulan.domains.organisation.vocabulary.pack import Rnsr, UnitsFile
from portulan.domains.partners.vocabulary import PartyRole
from portulan.foundations.packs.entries import DatedEntry, Entry, Words
from portulan.foundations.packs.mistake import Problem

PartnerCode = Annotated[str, StringConstraints(pattern=r"^[a-z]+-[A-Za-z0-9-]+$", max_length=120)]


class PartnerEntry(DatedEntry):
    """A partner under its key ("ror-02e7b5302"), and the other keys under which sources know it."""

    key: PartnerCode
    name: Words
    short: Annotated[str, StringConstraints(max_length=60)] = ""
    country: CountryCode | None = None
    also: list[PartnerCode] = Field(default_factory=list, max_length=50)

    @property
    def ror(self) -> str | None:
        return self.key.removeprefix("ror-") if self.key.startswith("ror-") else None


class PartyEntry(DatedEntry):
    """A source says that a partner is party to a structure: one proof."""

    rnsr: Rnsr
    partner: PartnerCode
    role: PartyRole = PartyRole.PARTNER


class PartiesFile(Entry):
    """parties.toml."""

    partner: list[PartnerEntry] = Field(default_factory=list, max_length=20_000)
    party: list[PartyEntry] = Field(default_factory=list, max_length=20_000)


def check_parties(document: PartiesFile, documents: Mapping[str, BaseModel]) -> Iterator[Problem]:
    """Partners once, under one key each; parties of partners and units that are described."""
    keys = [partner.key for partner in document.partner]
    yield from repeated(keys, within="partner", key="key")
    yield from _other_keys(document, set(keys))
    proofs = [(party.rnsr, party.partner) for party in document.party]
    yield from repeated(proofs, within="party", key="partner")
    units = documents.get(UNITS)
    known = {unit.rnsr for unit in units.unit} if isinstance(units, UnitsFile) else None
    for number, party in enumerate(document.party):
        if party.partner not in keys:
            problem = _("“%(key)s” is not described.") % {"key": party.partner}
            yield Problem(("party", number, "partner"), problem, _("the key of a [[partner]] of this file"))
        if known is not None and party.rnsr not in known:
            problem = _("“%(rnsr)s” is not described.") % {"rnsr": party.rnsr}
            yield Problem(("party", number, "rnsr"), problem, _("the rnsr of a [[unit]] of units.toml"))


def _other_keys(document: PartiesFile, keys: set[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, partner in enumerate(document.partner):
        for place, other in enumerate(partner.also):
            if other in keys or other in seen:
                problem = _("“%(key)s” is given twice.") % {"key": other}
                yield Problem(("partner", number, "also", place), problem, _("one partner for each key"))
            seen.add(other)
