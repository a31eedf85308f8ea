"""What we do not know of the country, said plainly: each line comes from a gap that is really there."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.partners.queries import JointLaboratory
from portulan.foundations.text.formats import listed, number, years
from portulan.insight.figures import Figures
from portulan.insight.results import PartnerActivity
from portulan.pages.country.choices import grouped, span
from portulan.pages.country.cover import CoverLine
from portulan.pages.country.laboratories import lacks_local_party, short_name
from portulan.pages.country.partners import in_bands
from portulan.pages.country.projects import covered
from portulan.pages.country.subject import Subject
from portulan.pages.sources.phrases import in_words

COMMAND = "portulan data build --from DIR"


def unknown(
    subject: Subject, *, cover: Sequence[CoverLine], laboratories: Sequence[JointLaboratory], elsewhere: int
) -> tuple[str, ...]:
    """The gaps, from who covers the country to what no source holds.

    ``elsewhere`` counts our joint laboratories whose country no source gives.
    """
    return (
        *_of_cover(cover),
        *_of_laboratories(subject, laboratories, elsewhere),
        *(_of_figures(subject, subject.figures) if subject.figures else ()),
        _("Agreements, stays of researchers and contacts there: no loaded source holds them."),
    )


def _of_cover(cover: Sequence[CoverLine]) -> Iterator[str]:
    if not cover:
        yield _("Who covers this country: no source says, and the organisation pack gives it to nobody.")
    elif not any(line.is_office for line in cover):
        yield _("No office is known to cover this country.")
    if any(line.by_default for line in cover):
        names = listed([line.name for line in cover if line.by_default])
        yield _("%(unit)s: by default of the organisation pack; no source names this country.") % {
            "unit": names
        }


def _of_laboratories(
    subject: Subject, laboratories: Sequence[JointLaboratory], elsewhere: int
) -> Iterator[str]:
    if subject.is_home:
        return
    alone = [short_name(one.unit) for one in laboratories if lacks_local_party(one, subject.code)]
    if alone:
        yield _("No source names a party of this country for: %(names)s.") % {"names": listed(alone)}
    unplaced = {party.name for one in laboratories for party in one.parties if not party.country}
    if unplaced:
        yield _("The country of these parties is not known: %(names)s.") % {"names": listed(sorted(unplaced))}
    detached = [short_name(one.unit) for one in laboratories if one.unit.institute is None]
    if detached:
        yield _("No source says, and nothing proposes, the institute of: %(names)s.") % {
            "names": listed(detached)
        }
    if elsewhere:
        text = ngettext(
            "%(count)s of our joint laboratories stands in a country that no source gives: it may be this one.",
            "%(count)s of our joint laboratories stand in a country that no source gives: it may be this one.",
            elsewhere,
        )
        yield text % {"count": number(elsewhere)}


def _of_figures(subject: Subject, figures: Figures) -> Iterator[str]:
    yield from _missing(figures)
    yield from _coauthorship(subject, figures)
    yield from _projects(subject, figures)
    yield from _copublications(subject, figures)


def _missing(figures: Figures) -> Iterator[str]:
    for report in figures.sources():
        if report.missing and (report.key != "hal" or figures.focal.has_copublications):
            text = _("%(source)s is not loaded: add its files and run “%(command)s”.")
            yield text % {"source": in_words(report.title), "command": COMMAND}


def _coauthorship(subject: Subject, figures: Figures) -> Iterator[str]:
    if figures.source("coauthorship").missing:
        return
    known = span(figures, "coauthorship")
    if known:
        text = _("Co-authorship by country is known for %(years)s only.")
        yield text % {"years": years(known[0], known[-1])}
    if not subject.is_home and subject.code not in grouped(figures, "coauthorship"):
        yield _("Co-authored works: the source does not name this country.")


def _projects(subject: Subject, figures: Figures) -> Iterator[str]:
    if figures.source("cordis").missing:
        return
    text = _("European projects: only those that started in %(years)s are loaded.")
    yield text % {"years": covered(figures)}
    lines = in_bands(figures, subject.code, "cordis")
    unnamed = [line for line in lines if line.name == line.key.replace("pic-", "PIC ", 1)]
    if unnamed:
        text = ngettext(
            "%(count)s partner of European projects has no name in the source: it is shown by its PIC.",
            "%(count)s partners of European projects have no name in the source: they are shown by their PIC.",
            len(unnamed),
        )
        yield text % {"count": number(len(unnamed))}
    yield from _untied(lines)


def _untied(lines: Sequence[PartnerActivity]) -> Iterator[str]:
    count = sum(1 for line in lines if line.how == "none")
    if count:
        text = ngettext(
            "%(count)s partner of %(total)s is not recognised in the registry of organisations: it may stand twice.",
            "%(count)s partners of %(total)s are not recognised in the registry of organisations: "
            "they may stand twice.",
            count,
        )
        yield text % {"count": number(count), "total": number(len(lines))}


def _copublications(subject: Subject, figures: Figures) -> Iterator[str]:
    if figures.focal.has_copublications:
        yield from _untied(in_bands(figures, subject.code, "hal"))
    else:
        text = _("Our co-publications with this country: the organisation pack has no source of them.")
        yield text
