"""What is known of a cooperation as sentences, in the active language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.cooperations.queries.found import PROJECTS, REGISTRY, WORKS, FoundLine
from portulan.domains.cooperations.queries.views import CooperationLine, ProofView
from portulan.domains.cooperations.vocabulary import (
    ACTS,
    CHANGED,
    Confidentiality,
    EntryKind,
    Part,
    ProofKind,
    Right,
    Stage,
)
from portulan.foundations.journal.models import Entry
from portulan.foundations.text import formats
from portulan.foundations.ui.components import Proof

_LONGEST = 160
_CODES: dict[str, tuple[type[TextChoices], ...]] = {
    "stage": (Stage,),
    "confidentiality": (Confidentiality,),
    "kind": (ProofKind, EntryKind),
    "part": (Part,),
    "right": (Right,),
}


def proof_words(proof: ProofView) -> str:
    """What a proof says: the words a person gave, or what its source counts."""
    if proof.key == "declared":
        return _("by %(person)s") % {"person": proof.by} if proof.by else _("by a person")
    if proof.source_key == REGISTRY:
        return (
            _("joint laboratory %(label)s") % {"label": proof.label} if proof.label else _("joint laboratory")
        )
    if proof.source_key in (PROJECTS, WORKS) and proof.count is not None:
        return counted(proof.source_key, proof.count)
    return proof.label


def counted(source: str, count: int) -> str:
    """``12 shared European projects``."""
    if source == PROJECTS:
        text = ngettext("%(count)s shared European project", "%(count)s shared European projects", count)
    elif source == WORKS:
        text = ngettext("%(count)s co-publication", "%(count)s co-publications", count)
    else:
        return _("party to a joint laboratory")
    return text % {"count": formats.number(count)}


def found_words(line: FoundLine) -> str:
    """What a source shows, in one sentence: ``12 co-publications, 2018–2024``."""
    if line.source == REGISTRY:
        label = (
            _("joint laboratory %(label)s") % {"label": line.label} if line.label else _("joint laboratory")
        )
        return f"{label}, {line.first_year}" if line.first_year else label
    years = formats.years(line.first_year, line.last_year)
    return f"{counted(line.source, line.count)}, {years}" if years else counted(line.source, line.count)


def source_title(title: str) -> str:
    """The title of a source, in the active language where it is known to the catalogue."""
    return _(title) if title else ""


def components(proofs: tuple[ProofView, ...]) -> list[Proof]:
    """The proof line: every proof that stands, and an empty shape for each kind there is none of."""
    standing = [one for one in proofs if one.stands]
    shapes = [_component(one) for one in standing]
    kinds = {one.kind for one in standing}
    gaps = {
        ProofKind.DETECTED: _("no source shows it yet"),
        ProofKind.FORMALISED: _("no agreement or instrument is recorded"),
    }
    shapes += [
        Proof(kind=kind.value, label=words, gap=True)  # type: ignore[arg-type]  # the values are those of ProofKind
        for kind, words in gaps.items()
        if kind.value not in kinds
    ]
    return shapes


def _component(one: ProofView) -> Proof:
    dated = formats.as_of(one.source_as_of)
    source = ", ".join(part for part in (source_title(one.source), dated) if part)
    return Proof(
        kind=one.kind,  # type: ignore[arg-type]  # the values are those of ProofKind
        label=proof_words(one),
        when=one.since,
        source=source,
        url=f"#proof-{one.uid}",
        detail=_("contested") if one.contested else "",
    )


def state(line: CooperationLine) -> str:
    """The line under the title: ``Emerging since March 2024 · next step: report, 12 December 2026``."""
    stage = f"{line.stage_label[:1].upper()}{line.stage_label[1:]} {formats.since(line.stage_since)}"
    parts = [stage]
    if line.step:
        more = [
            line.step.text,
            formats.softdate(line.step.on),
            line.step.owner.name if line.step.owner else "",
        ]
        parts.append(_("next step: %(step)s") % {"step": ", ".join(part for part in more if part)})
    elif line.within:
        parts.append(_("nothing is to be done next"))
    return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class Told:
    """One act of the journal in words."""

    at: datetime
    who: str
    mandate: str
    act: str
    details: tuple[str, ...]


def told(entry: Entry) -> Told:
    act = str(ACTS.get(entry.verb, entry.verb))
    before, after = entry.before or {}, entry.after or {}
    details = tuple(_detail(name, before, after) for name in CHANGED if before.get(name) or after.get(name))
    return Told(entry.at, entry.by_label, entry.by_mandate_label, act, details)


def _detail(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    was, is_now = _value(name, before.get(name)), _value(name, after.get(name))
    label = str(CHANGED[name])
    if was and is_now:
        return _("%(what)s: %(was)s → %(now)s") % {"what": label, "was": was, "now": is_now}
    return _("%(what)s: %(now)s") % {"what": label, "now": is_now or was or "–"}


def _value(name: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    text = "" if value is None else str(value)
    for choices in _CODES.get(name, ()):
        if text in choices.values:
            return str(choices(text).label)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
