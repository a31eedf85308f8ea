"""My desk: what is due today, this week, later; what is new; drafts; mandates that end; contacts nobody confirmed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.domains.cooperations import queries as cooperation_queries
from portulan.domains.cooperations.queries import Work
from portulan.domains.cooperations.queries.views import CooperationLine, DraftView
from portulan.domains.organisation.access import Reach, may
from portulan.domains.organisation.queries.holding import MandateLine, ending
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners.queries.people import ContactView, stale_held
from portulan.foundations.text import formats
from portulan.foundations.ui.components import Action, Empty
from portulan.pages.home.lines import Act, Group, Line, about, due_in_words, tone_of

WEEK = timedelta(days=7)
SOON = timedelta(days=60)
LATE_OF_OTHERS, NEW = 8, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the page shows; ``groups`` holds no empty one. ``may_answer``: findings are asked for afterwards."""

    name: str
    state: str
    groups: tuple[Group, ...]
    nothing: Empty | None
    may_answer: bool
    action: Action | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """For whom, on which day, and the key under which the forms of this page act once."""

    reach: Reach
    at: date
    key: str


def desk(*, person: Any, reach: Reach, at: date, key: str) -> Desk:
    """The desk of a person (as ``people.queries`` gives one); an account of nobody has an empty one that says so."""
    reader = Reader(reach=reach, at=at, key=key)
    work = cooperation_queries.work(reach=reach, at=at, late=LATE_OF_OTHERS, new=NEW)
    groups = tuple(group for group in (*_groups(work, reader), *_kept(person, reader)) if group.lines)
    return Desk(
        name=str(person) if person else "",
        state=_state(work, at, person is not None),
        groups=groups,
        nothing=None if _is_due(groups) else _nothing(reach, known=person is not None),
        may_answer=may(reach, Verb.COOPERATION_DECLARE),
        action=_main_action(reach),
    )


def _groups(work: Work, reader: Reader) -> Iterator[Group]:
    yield from _steps(work.own, reader)
    yield _new(work, reader)
    yield _late(work, reader)
    yield _drafts(cooperation_queries.drafts(reach=reader.reach), reader)


def _kept(person: Any, reader: Reader) -> Iterator[Group]:
    """What one keeps besides cooperations: mandates that end, people whom nobody confirmed for long."""
    if person is not None and reader.reach.mandates:
        soon = ending(person, reader.at, by=reader.at + SOON)
        yield Group(key="mandates", title=_("Mandates that end"), lines=tuple(_mandate(one) for one in soon))
    stale = stale_held(reach=reader.reach, at=reader.at)
    yield Group(
        key="contacts",
        title=_("Still there?"),
        lines=tuple(_contact(one) for one in stale),
        note=_("People with whom you hold the relation, whom nobody has confirmed for a year."),
    )


def _mandate(line: MandateLine) -> Line:
    page = reverse("mandate", args=[line.uid])
    places = [formats.named(one, "name") for one in (*line.units, *line.countries, *line.sites)]
    return Line(
        sentence=formats.named(line, "name"),
        url=page,
        when=formats.until(line.until),
        about=tuple(places[:3]),
        act=Act(label=_("See"), url=page),
        fictitious=line.fictitious,
    )


def _contact(contact: ContactView) -> Line:
    return Line(
        sentence=contact.name,
        url=reverse("partner", args=[contact.partner_key]),
        when=_("confirmed %(day)s") % {"day": formats.softdate(contact.confirmed_on)},
        about=tuple(part for part in (contact.function, contact.partner) if part),
        act=Act(label=_("See"), url=reverse("partner", args=[contact.partner_key])),
    )


def _steps(own: Sequence[CooperationLine], reader: Reader) -> Iterator[Group]:
    """One's own next steps: by the end of today, within a week, later or without a date."""
    parts: dict[str, list[CooperationLine]] = {"today": [], "week": [], "later": []}
    for line in own:
        parts[_when(line, reader.at)].append(line)
    titles = {"today": _("Today"), "week": _("This week"), "later": _("Later")}
    for key, title in titles.items():
        yield Group(key=key, title=title, lines=tuple(_step(line, reader) for line in parts[key]))


def _when(line: CooperationLine, today: date) -> str:
    day = line.step.on if line.step else None
    if day is None or day > today + WEEK:
        return "later"
    return "today" if day <= today else "week"


def _step(line: CooperationLine, reader: Reader) -> Line:
    step = line.step
    day = step.on if step else None
    values = {
        "key": f"{reader.key}-{line.number}",
        "step": step.text if step else "",
        "next": reverse("desk"),
    }
    return Line(
        sentence=step.text if step else "",
        url=reverse("cooperation", args=[line.uid]),
        when=due_in_words(day, reader.at) or _("no date"),
        tone=tone_of(day, reader.at),
        about=(line.title, *about(line)),
        act=Act(
            label=_("Done"),
            url=reverse("cooperation_step_done", args=[line.uid]),
            icon="check-lg",
            values=values,
        ),
        fictitious=line.fictitious,
    )


def _new(work: Work, reader: Reader) -> Group:
    more = "new" in work.more
    return Group(
        key="new",
        title=_("New: who takes it up?"),
        lines=tuple(_to_take_up(line, reader) for line in work.new),
        note=_("Cooperations of your units that nobody follows yet."),
        more_url=reverse("cooperations") if more else "",
        more_label=_("See all cooperations"),
    )


def _to_take_up(line: CooperationLine, reader: Reader) -> Line:
    units = formats.listed([one.short_name or formats.named(one, "name") for one in line.units[:2]])
    return Line(
        sentence=line.title,
        url=reverse("cooperation", args=[line.uid]),
        when=_("since %(day)s") % {"day": formats.softdate(line.declared_at)},
        about=tuple(part for part in (line.number, units, *about(line)) if part),
        act=Act(
            label=_("Take it up"),
            url=reverse("cooperation_take_over", args=[line.uid]),
            icon="person-badge",
            values={"key": f"{reader.key}-{line.number}"},
        ),
        fictitious=line.fictitious,
    )


def _late(work: Work, reader: Reader) -> Group:
    return Group(
        key="late",
        title=_("Late, held by others"),
        lines=tuple(_of_others(line, reader.at) for line in work.late),
        note=_("The oldest next steps that your mandates let you follow."),
        more_url=f"{reverse('cooperations')}?due=overdue" if "late" in work.more else "",
        more_label=_("See all that is late"),
    )


def _of_others(line: CooperationLine, today: date) -> Line:
    step = line.step
    owner = step.owner.name if step and step.owner else _("nobody")
    page = reverse("cooperation", args=[line.uid])
    return Line(
        sentence=_("%(step)s (%(owner)s)") % {"step": step.text if step else "", "owner": owner},
        url=page,
        when=due_in_words(step.on if step else None, today),
        tone="late",
        about=(line.title, *about(line)),
        act=Act(label=_("Open"), url=page),
        fictitious=line.fictitious,
    )


def _drafts(drafts: Sequence[DraftView], reader: Reader) -> Group:
    return Group(key="drafts", title=_("Drafts"), lines=tuple(_draft(one) for one in drafts))


def _draft(draft: DraftView) -> Line:
    page = (
        reverse("cooperation_edit", args=[draft.cooperation])
        if draft.cooperation
        else reverse("cooperation_declare")
    ) + f"?draft={draft.uid}"
    return Line(
        sentence=draft.title or _("A cooperation without a title yet"),
        url=page,
        when=_("saved %(day)s") % {"day": formats.softdate(draft.saved_at)},
        about=(_("a change that is not saved"),) if draft.cooperation else (_("only you see it"),),
        act=Act(label=_("Go on"), url=page, icon="pencil"),
    )


def _state(work: Work, today: date, known: bool) -> str:
    if not known:
        return _("This account belongs to no person: nothing can be due.")
    late = sum(1 for line in work.own if _when(line, today) == "today")
    week = sum(1 for line in work.own if _when(line, today) == "week")
    new = len(work.new)
    said = [
        (late, ngettext("%(count)s due by today", "%(count)s due by today", late)),
        (week, ngettext("%(count)s this week", "%(count)s this week", week)),
        (new, ngettext("%(count)s new to take up", "%(count)s new to take up", new)),
    ]
    told = [text % {"count": formats.number(count)} for count, text in said if count]
    return f"{formats.listed(told)}." if told else _("Nothing is due by you this week.")


def _is_due(groups: Sequence[Group]) -> bool:
    return any(group.key in ("today", "week", "new", "late") for group in groups)


def _nothing(reach: Reach, *, known: bool) -> Empty:
    if not known:
        return Empty(
            title=_("No person stands behind this account"),
            why=_("Whoever manages the organisation can tie the account to a person and give a mandate."),
        )
    if not reach.mandates:
        return Empty(
            title=_("You hold no mandate today"),
            why=_(
                "You see what is public, and the cooperations that name you. Ask your institute or laboratory."
            ),
            action=Action(_("See the world"), reverse("world"), "globe"),
        )
    return Empty(
        title=_("Nothing is due: all is in hand"),
        why=_("What becomes due, and what is new for you, will stand here."),
        action=Action(_("See the cooperations"), reverse("cooperations"), "people"),
    )


def _main_action(reach: Reach) -> Action | None:
    if not may(reach, Verb.COOPERATION_DECLARE):
        return None
    return Action(_("Declare a cooperation"), reverse("cooperation_declare"), "plus-circle")
