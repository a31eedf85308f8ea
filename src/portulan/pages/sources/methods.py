"""How every figure is computed, as data: definition, formula, where the formula comes from, and what it cannot say.

A page links to a method by ``citing.method_url(key)``; the keys are addresses and do not change.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from portulan.pages.sources.method import Method, Words
from portulan.pages.sources.partnerships import PARTNERSHIPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Methods of one kind."""

    title: Words
    methods: tuple[Method, ...]


__all__ = ["CHAPTERS", "METHODS", "Chapter", "Method"]

COUNTS = (
    Method(
        key="co-authorship",
        title=_("Co-authored works of two countries"),
        definition=_(
            "The number of works of a year with at least one author who gives an address in the home country of "
            "the organisation and at least one who gives an address in the other country. A work counts once, "
            "whatever the number of its authors."
        ),
        formula=_("Read from the matrix of OpenAlex by country and year; both directions are the same edge."),
        limits=(
            _("It is the co-authorship of the two countries, not that of the organisation."),
            _("A work with three countries counts once for each pair: pairs must not be added up."),
            _("The years stop where the source stops."),
        ),
        sources=("coauthorship",),
    ),
    Method(
        key="country-works",
        title=_("All works of a country"),
        definition=_(
            "The number of works of a year with at least one author who gives an address in the country."
        ),
        formula=_("The diagonal of the same matrix."),
        sources=("coauthorship",),
    ),
    Method(
        key="eu-projects",
        title=_("Shared European projects"),
        definition=_(
            "The number of European projects in which the organisation takes part together with an organisation "
            "of the country, the partner itself, or the programme part named. A project counts once, in the year "
            "it starts."
        ),
        formula=_("The number of distinct project numbers; the organisation is known by its PIC."),
        limits=(
            _("Projects that started outside the years of the source are not seen."),
            _("A project may stand under several programme parts: parts must not be added up."),
            _("Linked third parties and laboratories of a partner are not seen as such."),
        ),
        sources=("cordis",),
    ),
    Method(
        key="co-publications",
        title=_("Co-publications"),
        definition=_(
            "The number of distinct works signed by a team of the organisation and by a foreign organisation, by "
            "country, partner, team, field or year. A work is known by its HAL identifier and counts once."
        ),
        formula=_("The number of distinct HAL identifiers."),
        limits=(
            _("Only the centres and the years of the source are seen."),
            _("A work may stand under several fields, teams or countries: they must not be added up."),
        ),
        sources=("hal",),
    ),
    Method(
        key="fractional-count",
        title=_("Fractional count"),
        definition=_(
            "Each project or work is shared equally among its partners other than the organisation. What falls to a "
            "country, a partner, a programme part or a field is the sum of these parts."
        ),
        formula=_(
            "Sum over shared projects or works of (partners counted here) / (all partners but the organisation)."
        ),
        origin=_("Waltman and van Eck, 2015, Journal of Informetrics 9, 872-894."),
        limits=(
            _("Equal parts say nothing of who did what."),
            _("Under several programme parts or fields, a project or work gives its part to each."),
        ),
        sources=("cordis", "hal"),
    ),
    Method(
        key="openalex-size",
        title=_("Size of an organisation"),
        definition=_("The number of works OpenAlex gives an organisation, and how often these are cited."),
        formula=_("Read from OpenAlex through the ROR identifier both share; nothing is computed here."),
        limits=(
            _("The source lists the largest organisations only; for the others the size is not known."),
            _("Parts of an organisation may be counted apart or together, as OpenAlex has them."),
        ),
        sources=("openalex_institutions",),
    ),
)

UNCERTAINTY = (
    Method(
        key="count-interval",
        title=_("Interval of a count"),
        definition=_(
            "The counts that would not surprise had the same year been lived again: the 95% interval of a Poisson "
            "count. It says what chance alone moves, not what the source forgets."
        ),
        formula=_("low = c (1 − 1/(9c) − 1.96/(3√c))³ ; high = (c+1) (1 − 1/(9(c+1)) + 1.96/(3√(c+1)))³"),
        origin=_(
            "Byar's approximation: Breslow and Day, 1987, Statistical Methods in Cancer Research II, "
            "equations 2.12 and 2.13."
        ),
        limits=(_("Works and projects are not independent: the true interval is somewhat wider."),),
    ),
    Method(
        key="share",
        title=_("Share, with its interval"),
        definition=_(
            "The part of all our projects, or of all our co-publications, that we share with one partner."
        ),
        formula=_("p = c / n ; bounds by the score interval at 95%."),
        origin=_("Wilson, 1927, Journal of the American Statistical Association 22, 209-212."),
        sources=("cordis", "hal"),
    ),
    Method(
        key="growth",
        title=_("Growth a year"),
        definition=_(
            "The yearly rate that leads from the count of a first period to the count of the last period, of equal "
            "length: the two longest that end with the last year of the source, of five years at most. With fewer than "
            "ten projects or works in the first period no rate is given: the page says how many there are."
        ),
        formula=_(
            "s = c₂ / (c₁ + c₂) ; growth = (s / (1 − s))^(1/years) − 1 ; bounds: the same of the score "
            "bounds of s, which is binomial given the sum."
        ),
        origin=_("Przyborowski and Wilenski, 1940, Biometrika 31, 313-323; bounds of Wilson, 1927."),
        limits=(_("A source that grows by itself makes every country grow: compare countries, not zero."),),
        sources=("coauthorship", "cordis", "hal"),
    ),
)

PARTNERS = (
    Method(
        key="partners",
        title=_("Partners by shared activity"),
        definition=_(
            "Organisations with which we share projects or works, in four bands: ten and more, five to nine, two "
            "to four, one. Inside a band they stand in alphabetical order: a difference of a few counts is not a rank."
        ),
        limits=(
            _("A reader may sort the table by any column; the intervals then say what the order is worth."),
        ),
        sources=("cordis", "hal"),
    ),
    Method(
        key="links",
        title=_("How an organisation is recognised"),
        definition=_(
            "An organisation named by a source is tied to the registry of organisations by what a person answered "
            "for its name; else by an identifier both know; else by the matcher, within the country the source says, "
            "where it is sure at the level at which 98 answers of 100 were right where it was tried; else not at all, "
            "and it keeps the number its source gives it."
        ),
        formula=_(
            "“answer”, “identifier”, “match” or “none”, shown beside each link and counted for each source."
        ),
        limits=(
            _(
                "A match may be wrong: about two of a hundred. A name that two organisations of a country bear is not "
                "tied, nor one that the organisation found covers only in part."
            ),
            _("An organisation that is not tied may stand twice."),
        ),
        sources=("ror", "cordis", "hal", "rnsr"),
    ),
)

REGISTER = (
    Method(
        key="laboratories",
        title=_("Laboratories of an institute"),
        definition=_(
            "A laboratory is attached to an institute where a source says so. Elsewhere the institute is proposed "
            "from the scientific field and the ERC panel of the registry, by a dated crosswalk, with a confidence. "
            "The rest is unattached. The three are always counted apart."
        ),
        formula=_("stated + proposed + unattached = all laboratories"),
        limits=(_("A proposal is a guess that can be explained, not a decision of the organisation."),),
        sources=("rnsr",),
    ),
    Method(
        key="joint-laboratories",
        title=_("Joint laboratories abroad"),
        definition=_(
            "Units that the organisation itself labels as international research laboratories (formerly "
            "international joint units), open at the date of the page. Nothing is counted by hand."
        ),
        limits=(
            _("A unit opened or closed after the date of the registry is not seen."),
            _("The registry often names no foreign party: other sources add theirs, each proof apart."),
        ),
        sources=("rnsr", "ror"),
    ),
    Method(
        key="country-of-a-unit",
        title=_("Country of a unit"),
        definition=_(
            "The registry of structures has no country. It is read, in this order, from a dated and sourced list of "
            "the organisation pack; from a postal address that is one of the home country; from the record of the "
            "unit in the registry of organisations; else it is unknown, and said to be."
        ),
        limits=(
            _(
                "Towns abroad are written in many ways in the registry: the list of the pack reads them one by one."
            ),
        ),
        sources=("rnsr", "ror"),
    ),
    Method(
        key="territories",
        title=_("Territories, gaps and overlaps"),
        definition=_(
            "A country is covered by an office from a date to a date, where a source says so, and by a part of the "
            "headquarters. A gap is a country that nobody covers. An overlap is a country of two offices, or of two "
            "parts of the headquarters; an office and the headquarters together are the rule."
        ),
        limits=(_("Where no source gives the countries of an office, none are shown."),),
    ),
)

CHAPTERS = (
    Chapter(title=_("What is counted"), methods=COUNTS),
    Chapter(title=_("How certain the figures are"), methods=UNCERTAINTY),
    Chapter(title=_("Partners"), methods=PARTNERS),
    Chapter(title=_("Partnerships and portfolios"), methods=PARTNERSHIPS),
    Chapter(title=_("Laboratories, offices and territories"), methods=REGISTER),
)

METHODS = {method.key: method for chapter in CHAPTERS for method in chapter.methods}
