"""How units are read with what a line needs: a fixed number of queries, whatever the number of units."""

from datetime import date

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When

from portulan.domains.organisation.models import Attachment, Unit, UnitLabel, UnitName
from portulan.domains.organisation.vocabulary import AttachmentKind
from portulan.domains.organisation.vocabulary.pack import PORTFOLIO
from portulan.foundations.model.base import in_force

STATED_FIRST = Case(
    When(kind=AttachmentKind.STATED, then=Value(0)), default=Value(1), output_field=IntegerField()
)


def with_names(rows: QuerySet[Unit], at: date) -> QuerySet[Unit]:
    """Adds ``held_names``, best first; a unit that has none on ``at`` (closed before) shows its latest."""
    held = Case(When(in_force(at), then=Value(0)), default=Value(1), output_field=IntegerField())
    names = UnitName.objects.annotate(_held=held).order_by("_held", "rank", "-since", "id")
    return rows.prefetch_related(Prefetch("names", names, to_attr="held_names"))


def for_lines(rows: QuerySet[Unit], at: date) -> QuerySet[Unit]:
    """Adds what ``views.unit_line`` needs; five queries in all."""
    held = Case(When(in_force(at), then=Value(0)), default=Value(1), output_field=IntegerField())
    labels = UnitLabel.objects.annotate(_held=held).order_by("_held", "rank", "id")
    return (
        with_names(rows, at)
        .select_related("country")
        .prefetch_related(
            Prefetch("labels", labels, to_attr="held_labels"),
            Prefetch("attachments", portfolio_attachments(at), to_attr="held_portfolio"),
        )
    )


def portfolio_attachments(at: date) -> QuerySet[Attachment]:
    """Attachments to institutes or centres that hold on ``at``, the stated ones first."""
    rows = Attachment.objects.filter(in_force(at), parent__kind__in=PORTFOLIO)
    return with_parents(rows, at).order_by(STATED_FIRST, "id")


def with_parents(rows: QuerySet[Attachment], at: date) -> QuerySet[Attachment]:
    """Adds the parent with its names."""
    return rows.prefetch_related(Prefetch("parent", with_names(Unit.objects.all(), at)))


def attached_to(code: str, at: date, *, stated: bool | None = None) -> Q:
    """Units of one institute: attached by a source, or else proposed; ``stated`` keeps one of the two."""
    by_source = Attachment.objects.filter(
        in_force(at), kind=AttachmentKind.STATED, parent__kind__in=PORTFOLIO
    )
    proposed = Attachment.objects.filter(in_force(at), kind=AttachmentKind.PROPOSED, parent__code=code)
    here = Q(pk__in=by_source.filter(parent__code=code).values("unit"))
    guessed = Q(pk__in=proposed.values("unit")) & ~Q(pk__in=by_source.values("unit"))
    return {True: here, False: guessed, None: here | guessed}[stated]


def unattached(at: date) -> Q:
    """Units that belong to no institute, not even by proposal."""
    rows = Attachment.objects.filter(in_force(at), parent__kind__in=PORTFOLIO)
    return ~Q(pk__in=rows.values("unit"))
