"""What one person has to do with cooperations: next steps, new ones to take up. In a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import BigIntegerField, Count, Exists, ExpressionWrapper, F, Max, OuterRef, Q, QuerySet

from portulan.domains.cooperations.access import covered, editable_by, followable_by, is_wide, visible_to
from portulan.domains.cooperations.models import Cooperation, CooperationUnit
from portulan.domains.cooperations.queries.memory import kept
from portulan.domains.cooperations.queries.reading import by_pk
from portulan.domains.cooperations.queries.views import CooperationLine
from portulan.domains.cooperations.vocabulary import Stage
from portulan.domains.organisation.access import NO_ROW, Reach, Scope
from portulan.domains.organisation.models import Attachment, Unit
from portulan.domains.organisation.vocabulary import AttachmentKind, Verb
from portulan.domains.organisation.vocabulary.pack import PORTFOLIO
from portulan.foundations.model.base import in_force

MOST = 100  # of each, on a desk
_NEW = timedelta(days=365)  # what nobody took up in a year is not new any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """``own`` are next steps of the person, ``late`` those of others in reach whose day has passed, ``new`` what the
    person is to take up. At most MOST of each; ``more`` names those of which there are more."""

    own: tuple[CooperationLine, ...]
    late: tuple[CooperationLine, ...]
    new: tuple[CooperationLine, ...]
    more: frozenset[str]


def work(*, reach: Reach, at: date, late: int = 10, new: int = 12, most: int = MOST) -> Work:
    """Own steps, those without a date last; ``late`` steps of others whose day has passed; ``new`` new ones."""
    chosen = {
        "own": _rows(_own(reach), most + 1) if reach.person is not None else [],
        "late": _rows(_late(reach, at), late + 1) if reach.scopes(Verb.COOPERATION_FOLLOW) else [],
        "new": _new_numbers(reach, at, new + 1) if reach.scopes(Verb.COOPERATION_TAKE_UP) else [],
    }
    limits = {"own": most, "late": late, "new": new}
    more = frozenset(name for name, numbers in chosen.items() if len(numbers) > limits[name])
    cut = {name: numbers[: limits[name]] for name, numbers in chosen.items()}
    known = _lines({number for numbers in cut.values() for number in numbers}, reach, at)
    told = {name: _known(known, numbers) for name, numbers in cut.items()}
    return Work(own=told["own"], late=told["late"], new=told["new"], more=more)


def _rows(rows: QuerySet[Cooperation], most: int) -> list[int]:
    return list(rows.values_list("pk", flat=True)[:most])


def _lines(numbers: set[int], reach: Reach, at: date) -> dict[int, CooperationLine]:
    if not numbers:
        return {}
    seen = Cooperation.objects.filter(visible_to(reach, few=True), pk__in=numbers)
    return by_pk(seen, reach=reach, at=at)


def _known(known: dict[int, CooperationLine], numbers: Sequence[int]) -> tuple[CooperationLine, ...]:
    return tuple(known[number] for number in numbers if number in known)


def _own(reach: Reach) -> QuerySet[Cooperation]:
    rows = Cooperation.objects.filter(visible_to(reach, few=True), next_step_owner=reach.person)
    return rows.order_by(F("next_step_on").asc(nulls_last=True), "id")


def _late(reach: Reach, at: date) -> QuerySet[Cooperation]:
    wide = is_wide(reach, Verb.COOPERATION_FOLLOW)
    rows = Cooperation.objects.filter(followable_by(reach, few=wide), next_step_on__lt=at)
    others = rows.exclude(next_step_owner=reach.person) if reach.person is not None else rows
    return others.order_by("next_step_on", "id")


def _new_numbers(reach: Reach, at: date, most: int) -> list[int]:
    """Whose mandate names no unit is told what belongs nowhere: a year's rows may be asked before a few are found, so
    that the answer is kept while no cooperation and no attachment changed."""
    if all(scope.units is not None for scope in reach.scopes(Verb.COOPERATION_TAKE_UP)):
        return _rows(_new(reach, at), most)
    attachments = Attachment.objects.aggregate(Count("pk"), Max("pk"), Count("until"), Max("until"))
    return kept(
        f"new-{most}",
        reach=reach,
        at=at,
        also=tuple(attachments.values()),
        verbs=(Verb.COOPERATION_TAKE_UP, Verb.COOPERATION_EDIT),
        make=lambda: _rows(_new(reach, at), most),
    )


def _new(reach: Reach, at: date) -> QuerySet[Cooperation]:
    wide = is_wide(reach, Verb.COOPERATION_TAKE_UP)
    rows = Cooperation.objects.filter(
        _told_to(reach, at, few=wide), editable_by(reach, few=True), holder=None
    )
    since = datetime.combine(at - _NEW, time.min, tzinfo=UTC)
    others = rows.exclude(author=reach.person) if reach.person is not None else rows
    return others.filter(declared_at__gte=since).exclude(stage=Stage.ENDED).order_by("-declared_at", "-id")


def _told_to(reach: Reach, at: date, *, few: bool) -> Q:
    """Who is told of a new cooperation: whose mandate names one of its units. One that belongs to no institute, and of
    which nobody would be told so, is told to those whose mandate names no unit."""
    scopes = reach.scopes(Verb.COOPERATION_TAKE_UP)
    near = [scope for scope in scopes if scope.units is not None]
    whole = [scope for scope in scopes if scope.units is None]
    rule = _covered(reach, near, few=few)
    return rule | (_covered(reach, whole, few=few) & _belongs_nowhere(at)) if whole else rule


def _covered(reach: Reach, scopes: Sequence[Scope], *, few: bool) -> Q:
    if not scopes:
        return NO_ROW
    told = replace(reach, verbs={Verb.COOPERATION_TAKE_UP: tuple(scopes)})
    return covered(told, Verb.COOPERATION_TAKE_UP, few=few)


def _belongs_nowhere(at: date) -> Q:
    """Cooperations of which no unit is an institute or centre, or attached to one by a source; those without any too.

    The units that belong are one set; each row is asked whether it names one of them.
    """
    attached = Attachment.objects.filter(
        in_force(at), kind=AttachmentKind.STATED, parent__kind__in=PORTFOLIO
    ).values("unit")
    belonging = Unit.objects.filter(Q(pk__in=attached) | Q(kind__in=PORTFOLIO)).values("pk")
    # Not the column itself: SQLite would look up every unit that belongs, for each row asked.
    named = ExpressionWrapper(F("unit") + 0, output_field=BigIntegerField())
    own = CooperationUnit.objects.filter(cooperation=OuterRef("pk")).annotate(_named=named)
    return ~Q(Exists(own.filter(_named__in=belonging)))
