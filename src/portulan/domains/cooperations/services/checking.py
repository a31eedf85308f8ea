"""What a person gave, checked against what exists: every mistake at once, by field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portulan.domains.cooperations.models import Cooperation
from portulan.domains.cooperations.vocabulary import LONGEST_TEXT, MOST_LINKS, Confidentiality, Origin, Stage
from portulan.domains.geography.models import Country
from portulan.domains.organisation.models import Term, Unit
from portulan.domains.partners.models import Partner
from portulan.domains.partners.queries.keys import live_ids
from portulan.foundations.model.base import Row
from portulan.foundations.tables.order import folded

TITLE_MISSING = _("Give it a title: one line that says what you do together.")
TITLE_LONG = _("The title has %(length)s characters; 300 fit.")
TEXT_LONG = _("This text has %(length)s characters; %(most)s fit.")
PARTNER_MISSING = _("Name the partner organisation.")
PARTNER_UNKNOWN = _("No partner has the key %(keys)s.")
UNIT_UNKNOWN = _("No unit has the code %(keys)s.")
COUNTRY_UNKNOWN = _("No country has the code %(keys)s.")
FIELD_UNKNOWN = _("No subject of the classifications in use has the code %(keys)s.")
STAGE_UNKNOWN = _("“%(word)s” is not a stage. Take one of: %(allowed)s.")
WHO_UNKNOWN = _("“%(word)s” does not say who may see it. Take one of: %(allowed)s.")
TOO_MANY = _("%(count)s is too many; %(most)s fit.")


class CooperationInvalidError(ValueError):
    """What was given cannot be kept; ``errors`` are sentences by field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__(" ".join(errors.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a person says of a cooperation. ``filled`` names the source of what the data filled in, by code or key."""

    title: str
    summary: str = ""
    language: str = ""
    stage: str = Stage.EXPLORING.value
    confidentiality: str = Confidentiality.ORGANISATION.value
    units: Sequence[str] = ()  # codes
    partners: Sequence[str] = ()  # keys
    countries: Sequence[str] = ()  # ISO codes; those of the partners are added
    fields: Sequence[str] = ()  # "classification:version:code"
    next_step: str = ""
    next_step_on: Any = None  # a date
    filled: Mapping[str, str] = field(default_factory=dict)
    origin: str = Origin.DECLARED.value
    origin_source: str = ""
    fictitious: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The rows that exist behind what was given, in the order given."""

    title: str
    summary: str
    units: tuple[Unit, ...]
    partners: tuple[Partner, ...]
    countries: tuple[Country, ...]
    fields: tuple[Term, ...]


def checked(given: Given) -> Checked:
    """Raises CooperationInvalidError with every mistake; four or five queries."""
    errors: dict[str, str] = {}
    title = " ".join(given.title.split())
    _check_texts(title, given, errors)
    _among(errors, "stage", given.stage, Stage.values, STAGE_UNKNOWN)
    _among(errors, "confidentiality", given.confidentiality, Confidentiality.values, WHO_UNKNOWN)
    units = _known(errors, "units", given.units, _units, UNIT_UNKNOWN)
    partners = _known(errors, "partners", given.partners, _partners, PARTNER_UNKNOWN)
    if not given.partners:
        errors["partners"] = str(PARTNER_MISSING)
    fields = _known(errors, "fields", given.fields, _terms, FIELD_UNKNOWN)
    own = _known(errors, "countries", given.countries, _countries, COUNTRY_UNKNOWN)
    if errors:
        raise CooperationInvalidError(errors)
    countries = dict.fromkeys([*own, *(one.country for one in partners if one.country is not None)])
    return Checked(
        title=title,
        summary=given.summary.strip(),
        units=units,
        partners=partners,
        countries=tuple(countries),
        fields=fields,
    )


def check_text(errors: dict[str, str], name: str, text: str, *, most: int = LONGEST_TEXT) -> None:
    """Note a text that does not fit."""
    if len(text) > most:
        errors[name] = str(TEXT_LONG) % {"length": len(text), "most": most}


def _check_texts(title: str, given: Given, errors: dict[str, str]) -> None:
    if not title:
        errors["title"] = str(TITLE_MISSING)
    elif len(title) > 300:
        errors["title"] = str(TITLE_LONG) % {"length": len(title)}
    check_text(errors, "summary", given.summary)
    check_text(errors, "next_step", given.next_step, most=300)


def _among(errors: dict[str, str], name: str, word: str, allowed: Sequence[str], reason: Promise) -> None:
    if word not in allowed:
        errors[name] = str(reason) % {"word": word[:40], "allowed": ", ".join(allowed)}


def _known(errors: dict[str, str], name: str, keys: Sequence[str], found_by: Any, reason: Promise) -> Any:
    """Rows by key in the order given; those that no row has are told."""
    asked = list(dict.fromkeys(key.strip() for key in keys if key.strip()))
    if len(asked) > MOST_LINKS:
        errors[name] = str(TOO_MANY) % {"count": len(asked), "most": MOST_LINKS}
        return ()
    found: dict[str, Row] = found_by(asked) if asked else {}
    if missing := [key[:120] for key in asked if key not in found]:
        errors[name] = str(reason) % {"keys": ", ".join(missing)}
    return tuple(dict.fromkeys(found[key] for key in asked if key in found))


def _units(codes: Sequence[str]) -> dict[str, Unit]:
    return {row.code: row for row in Unit.objects.filter(code__in=codes)}


def _partners(keys: Sequence[str]) -> dict[str, Partner]:
    """Live records, by any of their keys."""
    numbers = live_ids(keys)
    rows = {row.pk: row for row in Partner.objects.filter(pk__in=numbers.values()).select_related("country")}
    return {key: rows[number] for key, number in numbers.items() if number in rows}


def _countries(codes: Sequence[str]) -> dict[str, Country]:
    return {row.code: row for row in Country.objects.filter(code__in=codes)}


def _terms(keys: Sequence[str]) -> dict[str, Term]:
    parts = [key.split(":") for key in keys if key.count(":") == 2]
    rows = Term.objects.filter(code__in=[code for _, _, code in parts]).select_related("classification")
    return {f"{row.classification.code}:{row.classification.version}:{row.code}": row for row in rows}


def folded_title(title: str) -> str:
    """As a list sorts and compares it."""
    return folded(title)[:320]


def values_of(cooperation: Cooperation, checked_: Checked) -> dict[str, Any]:
    """What the journal keeps of a declaration or a change."""
    return {
        "title": cooperation.title,
        "summary": cooperation.summary,
        "stage": cooperation.stage,
        "confidentiality": cooperation.confidentiality,
        "units": [one.code for one in checked_.units],
        "partners": [one.key for one in checked_.partners],
        "countries": [one.code for one in checked_.countries],
        "fields": [one.code for one in checked_.fields],
    }
