"""What instruments.toml may hold."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field, StringConstraints

from portulan.domains.instruments.vocabulary import RuleKey
from portulan.domains.organisation.vocabulary.checks import repeated
from portulan.foundations.packs.entries import Bilingual, BilingualProse, Code, DatedEntry, Entry
from portulan.foundations.packs.mistake import Problem

Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20)]
RuleText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class FormerNameEntry(DatedEntry):
    """A name the instrument bore, still met in files."""

    short: Short
    name: Bilingual | None = None


class RuleEntry(DatedEntry):
    """One rule, as a source gives it: a rule without a source is refused."""

    key: RuleKey
    fr: RuleText
    en: RuleText
    source: Code


class InstrumentEntry(DatedEntry):
    """A rung; rungs stand in the order of the file."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
    short: Short | None = None
    name: Bilingual
    summary: BilingualProse | None = None
    former: list[FormerNameEntry] = Field(default_factory=list, max_length=20)
    rule: list[RuleEntry] = Field(default_factory=list, max_length=100)


class InstrumentsFile(Entry):
    """instruments.toml."""

    instrument: list[InstrumentEntry] = Field(default_factory=list, max_length=200)


def check_instruments(document: InstrumentsFile, documents: Mapping[str, BaseModel]) -> Iterator[Problem]:
    """Codes once; a former name leads to one instrument."""
    yield from repeated([one.code for one in document.instrument], within="instrument", key="code")
    seen: dict[str, str] = {}
    for number, one in enumerate(document.instrument):
        rules = [(rule.key.value, rule.fr, str(rule.since or "")) for rule in one.rule]
        for double in repeated(rules, within="rule", key="fr"):
            yield Problem(("instrument", number, *double.path), double.problem, double.allowed)
        for place, former in enumerate(one.former):
            other = seen.get(former.short)
            seen[former.short] = one.code
            if other is not None:
                told = {"name": former.short, "first": other, "second": one.code}
                problem = _("“%(name)s” is a former name of %(first)s and of %(second)s.") % told
                yield Problem(("instrument", number, "former", place, "short"), problem, _("one instrument"))
