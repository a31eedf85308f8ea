"""What classifications.toml and crosswalks.toml may hold."""

from typing import Annotated, Self

from django.utils.translation import gettext as _
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from portulan.domains.organisation.vocabulary import Confidence
from portulan.foundations.packs.entries import Bilingual, Code, DatedEntry, Entry, Words, refuse

Version = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$")]
TermCode = Annotated[str, StringConstraints(min_length=1, max_length=30)]


class TermEntry(Entry):
    """A subject with its name; lists whose names were not read give ``codes`` instead."""

    code: TermCode
    name: Bilingual


def _distinct(codes: list[str]) -> list[str]:
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        refuse(_("Given twice: %(codes)s.") % {"codes": ", ".join(twice)}, _("each code once"))
    return codes


class ClassificationEntry(DatedEntry):
    """One version of a list of subjects."""

    code: Code
    version: Version
    name: Bilingual
    codes: Annotated[list[TermCode], AfterValidator(_distinct)] = Field(
        default_factory=list, max_length=5_000
    )
    term: list[TermEntry] = Field(default_factory=list, max_length=5_000)

    @model_validator(mode="after")
    def _some_subjects(self) -> Self:
        _distinct(self.all_codes())
        if not self.all_codes():
            refuse(_("The list is empty."), _("subjects, in codes or in [[classification.term]]"))
        return self

    def all_codes(self) -> list[str]:
        return [*self.codes, *(term.code for term in self.term)]


class ClassificationsFile(Entry):
    """classifications.toml."""

    classification: list[ClassificationEntry] = Field(default_factory=list, max_length=200)


class LineEntry(Entry):
    """One correspondence: a subject, and the level or the subject it corresponds to."""

    term: TermCode
    to: list[Words] = Field(min_length=1, max_length=20)
    confidence: Confidence


class CrosswalkEntry(DatedEntry):
    """One version of a crosswalk, from a list to levels (``to_levels``) or to another list (``to``)."""

    code: Code
    version: Version
    from_list: Code = Field(alias="from")
    from_version: Version
    to: Code | None = None
    to_version: Version | None = None
    line: list[LineEntry] = Field(min_length=1, max_length=5_000)


class CrosswalksFile(Entry):
    """crosswalks.toml."""

    crosswalk: list[CrosswalkEntry] = Field(default_factory=list, max_length=100)
