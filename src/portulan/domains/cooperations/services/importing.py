"""Take in a file of cooperations: tried first, row by row; written whole, or not at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.domains.cooperations import access
from portulan.domains.cooperations.models import Cooperation
from portulan.domains.cooperations.queries.lists import seen
from portulan.domains.cooperations.services.changing import edit, set_confidentiality, set_stage
from portulan.domains.cooperations.services.checking import CooperationInvalidError, Given
from portulan.domains.cooperations.services.declaring import declare
from portulan.domains.cooperations.services.receipts import SaidOtherwiseError, one_at_a_time
from portulan.domains.cooperations.services.steps import set_step
from portulan.domains.cooperations.vocabulary import Origin
from portulan.domains.organisation.access import Reach
from portulan.domains.partners.services import PartnerRefusedError
from portulan.foundations.journal.actor import Actor
from portulan.insight.figures import Figures

READ = (
    "number",
    "title",
    "stage",
    "confidentiality",
    "units",
    "partners",
    "countries",
    "next_step",
    "next_step_on",
)
Row = tuple[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class _Job:
    """The file, and who takes it in."""

    file: str
    figures: Figures | None
    today: date
    by: Actor
    reach: Reach
    at: datetime

    @property
    def acting(self) -> dict[str, Any]:
        return {"by": self.by, "reach": self.reach, "at": self.at}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a row does, or would: "new", "changed", "same", or "refused" with why."""

    row: int
    number: str
    title: str
    what: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Import:
    """Every row with what it does; ``written`` is False for a trial, and where one row is refused."""

    outcomes: tuple[Outcome, ...]
    written: bool

    def count(self, what: str) -> int:
        return sum(1 for one in self.outcomes if one.what == what)


class _NotWrittenError(Exception):
    """Nothing of the file is kept."""


def take_in(
    *,
    rows: Sequence[Row],
    file: str,
    dry_run: bool,
    by: Actor,
    reach: Reach,
    at: datetime,
    today: date,
    figures: Figures | None = None,
) -> Import:
    """Make or change what the rows say, with the rights of the person: all rows, or none.

    A row with a number changes that cooperation; one without makes a new one. Empty columns that the file does not
    have change nothing. Raises CooperationRefusedError for who may not declare.
    """
    person = access.require_person(reach)
    if not access.may_declare(reach):
        raise access.CooperationRefusedError(access.NOT_DECLARABLE)
    outcomes: list[Outcome] = []
    written = False
    try:
        with transaction.atomic():
            one_at_a_time(person)
            job = _Job(file, figures, today, by, reach, at)
            for number, cells in rows:
                outcomes.append(_row(number, cells, job))
            if dry_run or any(one.what == "refused" for one in outcomes):
                raise _NotWrittenError
            written = True
    except _NotWrittenError:
        pass
    return Import(tuple(outcomes), written)


def _row(
    row: int,
    cells: Mapping[str, str],
    job: _Job,
) -> Outcome:
    """What one row does; a refused one leaves nothing behind."""
    number, title = cells.get("number", "").strip(), cells.get("title", "").strip()
    try:
        with transaction.atomic():
            if number:
                what = _change(number, cells, job)
            else:
                number, what = _make(row, cells, job), "new"
    except CooperationInvalidError as error:
        return Outcome(row, number, title, "refused", " ".join(error.errors.values()))
    except (
        access.CooperationRefusedError,
        PartnerRefusedError,
        SaidOtherwiseError,
        PermissionError,
    ) as error:
        return Outcome(row, number, title, "refused", str(error))
    return Outcome(row, number, title, what)


def _make(
    row: int,
    cells: Mapping[str, str],
    job: _Job,
) -> str:
    given = _given(cells, Given(title=""))
    given = replace(given, origin=Origin.IMPORTED.value, origin_source=job.file[:300])
    return declare(given=given, figures=job.figures, today=job.today, **job.acting).number


def _given(cells: Mapping[str, str], given: Given) -> Given:
    """What stands, with what the row says."""
    said: dict[str, Any] = {}
    for name in ("title", "next_step"):
        if name in cells:
            said[name] = cells[name].strip()
    for name in ("units", "partners", "countries"):
        if name in cells:
            said[name] = _several(cells[name])
    for name in ("stage", "confidentiality"):
        if cells.get(name, "").strip():
            said[name] = cells[name].strip()
    if cells.get("next_step_on", "").strip():
        said["next_step_on"] = _date(cells["next_step_on"])
    return replace(given, **said)  # the names are those of Given


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError as error:
        sentence = _("“%(text)s” is not a date: write 2026-12-31.") % {"text": text.strip()[:40]}
        raise CooperationInvalidError({"next_step_on": sentence}) from error


def _change(
    number: str,
    cells: Mapping[str, str],
    job: _Job,
) -> str:
    cooperation = seen(job.reach, at=job.today).filter(number=number).first()
    if cooperation is None:
        raise CooperationInvalidError(
            {"number": _("You see no cooperation %(number)s.") % {"number": number[:40]}}
        )
    standing = _standing(cooperation)
    given = _given(cells, standing)
    touched = [act() for act in _acts(cooperation, standing, given, job)]
    return "changed" if any(touched) else "same"


def _standing(cooperation: Cooperation) -> Given:
    units = cooperation.unit_links.order_by("rank", "id").values_list("unit__code", flat=True)
    partners = cooperation.partner_links.order_by("rank", "id").values_list("partner__key", flat=True)
    countries = cooperation.country_links.order_by("rank", "id").values_list("country__code", flat=True)
    terms = cooperation.field_links.order_by("rank", "id").values_list(
        "term__classification__code", "term__classification__version", "term__code"
    )
    return Given(
        title=cooperation.title,
        summary=cooperation.summary,
        language=cooperation.language,
        stage=cooperation.stage,
        confidentiality=cooperation.confidentiality,
        units=list(units),
        partners=list(partners),
        countries=list(countries),
        fields=[":".join(parts) for parts in terms],
        next_step=cooperation.next_step,
        next_step_on=cooperation.next_step_on,
    )


def _acts(
    cooperation: Cooperation,
    standing: Given,
    given: Given,
    job: _Job,
) -> list[Callable[[], bool]]:
    """The services that a row calls, in their order; none where it says what stands."""
    uid, version = cooperation.uid, cooperation.version
    acts: list[Callable[[], bool]] = []
    texts = ("title", "units", "partners", "countries")
    if any(list(getattr(given, name)) != list(getattr(standing, name)) for name in texts):
        acts.append(
            lambda: (
                edit(
                    uid=uid,
                    given=given,
                    version=version,
                    figures=job.figures,
                    today=job.today,
                    **job.acting,
                ).touched
            )
        )
    if given.stage != standing.stage:
        why = _("import of %(file)s") % {"file": job.file}
        acts.append(
            lambda: set_stage(uid=uid, stage=given.stage, reason=why, today=job.today, **job.acting).touched
        )
    if given.confidentiality != standing.confidentiality:
        acts.append(
            lambda: set_confidentiality(uid=uid, confidentiality=given.confidentiality, **job.acting).touched
        )
    step = (given.next_step, given.next_step_on)
    if given.next_step and step != (standing.next_step, standing.next_step_on):
        acts.append(
            lambda: set_step(uid=uid, text=given.next_step, on=given.next_step_on, **job.acting).touched
        )
    return acts
