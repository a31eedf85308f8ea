"""``{% load cooperations %}``: names of what a cooperation joins, filters that go on."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from portulan.domains.cooperations.queries.filters import Filters
from portulan.domains.cooperations.queries.views import CooperationLine, Named, PartnerRef, Step
from portulan.domains.cooperations.tables import (
    country_choices,
    country_names,
    named,
    partner_name,
    some_of,
)
from portulan.domains.cooperations.vocabulary import Confidentiality
from portulan.foundations.text import formats

register = template.Library()


@register.filter
def names(several: Sequence[Named]) -> str:
    return some_of([named(one) for one in several])


@register.filter
def partner_names(several: Sequence[PartnerRef]) -> str:
    return some_of([partner_name(one) for one in several])


@register.filter
def hidden_filters(filters: Filters) -> list[tuple[str, str]]:
    """Filters that the sentence has no control for, so that sending it keeps them."""
    kept = {
        "unit": filters.units,
        "partner": filters.partners,
        "field": filters.subjects,
        "origin": filters.origins,
        "who": filters.confidentialities,
        "country": filters.countries[1:],
        "stage": filters.stages[1:],
    }
    return [(name, value) for name, values in kept.items() for value in values]


@register.filter
def translated(text: str) -> str:
    """The title of a source, in the active language where the catalogue knows it."""
    return gettext(text) if text else ""


@register.filter
def country_of(code: str) -> str:
    """A country by its code, in the active language."""
    return country_names().get(code, code)


@register.filter
def at(words: dict[str, str], key: str) -> str:
    return words[key]


@register.filter
def refused_rows(tried: Any) -> int:
    """How many rows of a trial are refused."""
    return int(tried.count("refused"))


@register.simple_tag
def country_options(chosen: Sequence[str]) -> SafeString:
    """The countries as options of a choice, written once for each language and choice."""
    return _options(formats.language(), tuple(chosen))


@lru_cache(maxsize=64)
def _options(language: str, chosen: tuple[str, ...]) -> SafeString:
    written = (
        f'<option value="{one.value}"{" selected" if one.chosen else ""}>{escape(one.label)}</option>'
        for one in country_choices(chosen)
    )
    return SafeString("".join(written))


@register.simple_tag
def cooperation_rows(lines: Sequence[CooperationLine], *, choose: bool, steps: bool) -> SafeString:
    """The rows of the list; a template would take four times as long for the same."""
    words = {
        name: escape(str(word))
        for name, word in {
            "choose": gettext("Choose %(title)s"),
            "fictitious": gettext("fictitious"),
            "partners": gettext("Partners"),
            "countries": gettext("Countries"),
            "units": gettext("Our units"),
            "stage": gettext("Stage"),
            "step": gettext("Next step"),
            "overdue": gettext("overdue"),
            "none": gettext("nothing is to be done next"),
            "changed": gettext("Changed"),
        }.items()
    }
    page = reverse("cooperation", args=["00000000-0000-4000-8000-000000000000"])
    return SafeString("".join(_row(line, words, page, choose=choose, steps=steps) for line in lines))


@lru_cache(maxsize=4096)
def _called(one: Named, language: str) -> str:
    """The same few units and countries stand on most lines; ``language`` is the active one."""
    return named(one)


def _row(line: CooperationLine, words: dict[str, str], page: str, *, choose: bool, steps: bool) -> str:
    language = formats.language()
    uid, title = str(line.uid), escape(line.title)
    label = words["choose"] % {"title": title}
    box = f'<td class="choose"><input type="checkbox" name="chosen" value="{uid}" aria-label="{label}"></td>'
    url = page.replace("00000000-0000-4000-8000-000000000000", uid)
    head = f'<a href="{url}">{title}</a> <span class="muted number">{escape(line.number)}</span>{_tags(line, words)}'
    cells = (
        ("partners", some_of([partner_name(one) for one in line.partners])),
        ("countries", some_of([_called(one, language) for one in line.countries])),
        ("units", some_of([_called(one, language) for one in line.units])),
        ("stage", line.stage_label),
    )
    told = "".join(f'<td data-label="{words[key]}">{escape(text)}</td>' for key, text in cells)
    step = f'<td data-label="{words["step"]}">{_step(line.step, words)}</td>' if steps else ""
    changed = f'<td class="date" data-label="{words["changed"]}">{formats.softdate(line.changed_at)}</td>'
    return f'<tr>{box if choose else ""}<th scope="row">{head}</th>{told}{step}{changed}</tr>'


def _tags(line: CooperationLine, words: dict[str, str]) -> str:
    fictitious = f' <span class="tag">{words["fictitious"]}</span>' if line.fictitious else ""
    if line.confidentiality == Confidentiality.ORGANISATION:
        return fictitious
    label = escape(line.confidentiality_label)
    return f'{fictitious} <span class="tag who-{line.confidentiality}">{label}</span>'


def _step(step: Step | None, words: dict[str, str]) -> str:
    if step is None:
        none = words["none"]
        return f'<span class="none"><span aria-hidden="true">–</span><span class="visually-hidden">{none}</span></span>'
    when = ""
    if step.on:
        late = f"{words['overdue']}, " if step.overdue else ""
        css = "overdue" if step.overdue else "muted"
        when = f' <span class="{css}">{late}{formats.softdate(step.on)}</span>'
    owner = f' <span class="muted">{escape(step.owner.name)}</span>' if step.owner else ""
    return f"{escape(step.text)}{when}{owner}"
