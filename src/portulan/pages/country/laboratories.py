"""Our joint laboratories in the country: who carries each, and by what proof we know it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.organisation.queries.views import UnitLine
from portulan.domains.partners import queries as partners_queries
from portulan.domains.partners.queries import JointLaboratory, PartyView, ProofView
from portulan.foundations.tables.order import folded
from portulan.foundations.tables.table import Column, Link, Table
from portulan.foundations.text.formats import listed, named, number, softdate
from portulan.foundations.ui.components import Proof, ProofKind
from portulan.pages.country.reasons import why_in_words
from portulan.pages.country.subject import Subject
from portulan.pages.sources.citing import notes
from portulan.pages.sources.phrases import in_words

KEY = "joint-laboratories"
KINDS: dict[str, ProofKind] = {"rnsr": "formalised"}  # the registry records; any other source declares


@dataclass(frozen=True, slots=True, kw_only=True)
class Institute:
    """The institute of a laboratory; ``word`` says whether a source states it or a crosswalk proposes it."""

    word: str
    name: str
    url: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LaboratoryView:
    """``parties`` are all that some source names; ``proofs`` one line per source, with those it names."""

    code: str
    short_name: str
    about: str
    label: str
    url: str
    institute: Institute | None
    parties: tuple[Link, ...]
    proofs: tuple[Proof, ...]


def joint_laboratories(subject: Subject) -> tuple[JointLaboratory, ...]:
    """Those that stand in the country on the day of the page, by name."""
    found = partners_queries.joint_laboratories(subject.today, country=subject.code)
    return tuple(sorted(found, key=lambda one: folded(short_name(one.unit))))


def views(found: Sequence[JointLaboratory], subject: Subject) -> tuple[LaboratoryView, ...]:
    """The laboratories as the page shows them."""
    return tuple(_view(laboratory, subject) for laboratory in found)


def _view(laboratory: JointLaboratory, subject: Subject) -> LaboratoryView:
    unit = laboratory.unit
    return LaboratoryView(
        code=unit.code,
        short_name=short_name(unit),
        about=_about(unit),
        label=unit.label,
        url=reverse("laboratory", args=[unit.code]),
        institute=_institute(unit),
        parties=tuple(Link(p.name, reverse("partner", args=[p.key])) for p in laboratory.parties),
        proofs=tuple(_proofs(laboratory, subject)),
    )


def lacks_local_party(laboratory: JointLaboratory, country: str) -> bool:
    """Whether every source names parties of other countries only; not known where a party's country is not."""
    return all(party.country not in ("", country) for party in laboratory.parties)


def short_name(unit: UnitLine) -> str:
    """What a laboratory is called in a list."""
    return unit.short_name or named(unit, "name")


def party_name(party: PartyView) -> str:
    """What a party is called in a list: its short name where it has one."""
    return party.short_name or party.name


def _about(unit: UnitLine) -> str:
    """Its long name, where the short one is its title, and since when it is."""
    long = named(unit, "name")
    name = [f"{long}."] if folded(long) != folded(short_name(unit)) else []
    since = [_("Since %(day)s.") % {"day": softdate(unit.since)}] if unit.since else []
    return " ".join([*name, *since])


def _institute(unit: UnitLine) -> Institute | None:
    known = unit.institute
    if known is None:
        return None
    return Institute(
        word=_("Institute:") if known.stated else _("Institute, proposed:"),
        name=known.short_name or named(known, "name"),
        url=reverse("institute", args=[known.code]),
        why=known.source if known.stated else why_in_words(known.why),
    )


def _proofs(laboratory: JointLaboratory, subject: Subject) -> Iterator[Proof]:
    """One proof per source, with the parties it names; an empty shape where none names a party of the country."""
    named_by: dict[tuple[str, str], list[tuple[PartyView, ProofView]]] = {}
    for party in laboratory.parties:
        for proof in party.proofs:
            named_by.setdefault((proof.source_key, proof.source), []).append((party, proof))
    for (key, source), lines in sorted(named_by.items(), key=lambda item: item[0][0] not in KINDS):
        first = lines[0][1]
        yield Proof(
            kind=KINDS.get(key, "declared"),
            label=_named_parties(subject, lines),
            when=first.source_as_of,
            source=in_words(source),
            url=first.source_url,
        )
    if "rnsr" not in {key for key, _source in named_by} and laboratory.unit.code.startswith("rnsr-"):
        yield from _alone(subject)
    if not subject.is_home and lacks_local_party(laboratory, subject.code):
        label = _("a party of this country; no source names one.")
        yield Proof(kind="formalised", label=label, gap=True)


def _alone(subject: Subject) -> Iterator[Proof]:
    """The registry records the laboratory and names no other party than us."""
    for note in notes(subject.figures, "rnsr"):
        when = str(note.as_of or "")
        yield Proof(kind="formalised", label=subject.organisation, when=when, source=note.title, url=note.url)


def _named_parties(subject: Subject, lines: Sequence[tuple[PartyView, ProofView]]) -> str:
    names = list(dict.fromkeys(party_name(party) for party, _proof in lines))
    return listed([subject.organisation, *names])


def sentence(found: Sequence[LaboratoryView]) -> str:
    """``4 joint laboratories: BMC2, CINTRA, IPAL and MajuLab.``"""
    if not found:
        return _("No joint laboratory of ours stands in this country.")
    text = ngettext(
        "%(count)s joint laboratory: %(names)s.", "%(count)s joint laboratories: %(names)s.", len(found)
    )
    return text % {"count": number(len(found)), "names": listed([view.short_name for view in found])}


def table(found: Sequence[JointLaboratory]) -> Table:
    """One row per laboratory, party and source: each proof apart."""
    return Table(
        key=KEY,
        title=_("Joint laboratories, their parties and proofs"),
        columns=[
            Column("laboratory", _("Laboratory"), "link"),
            Column("name", _("Name"), screen=False),
            Column("label", _("Label"), "code"),
            Column("since", _("Since"), "date"),
            Column("party", _("Party"), "link", none=_("none named")),
            Column("country", _("Country of the party"), "code"),
            Column("role", _("Part")),
            Column("said_by", _("Said by")),
            Column("as_of", _("As of"), "date"),
        ],
        rows=[row for laboratory in found for row in _rows(laboratory)],
    )


def _rows(laboratory: JointLaboratory) -> Iterator[dict[str, object]]:
    unit = laboratory.unit
    same = {
        "laboratory": Link(short_name(unit), reverse("laboratory", args=[unit.code])),
        "name": named(unit, "name"),
        "label": unit.label or None,
        "since": unit.since,
    }
    if not laboratory.parties:
        yield {**same, "party": None}
    for party in laboratory.parties:
        for proof in party.proofs:
            yield {**same, **_party_cells(party, proof)}


def _party_cells(party: PartyView, proof: ProofView) -> dict[str, object]:
    return {
        "party": Link(party.name, reverse("partner", args=[party.key])),
        "country": party.country or None,
        "role": proof.role_label,
        "said_by": in_words(proof.source),
        "as_of": proof.source_as_of,
    }
