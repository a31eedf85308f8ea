"""The list of cooperations: filters as sentences, saved by name, pages, files, the same next step for several."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portulan.domains.cooperations import access, queries, services, tables
from portulan.domains.cooperations.forms import ListForm, ManyStepsForm
from portulan.domains.cooperations.views.asker import Asker, answered, asker_of, form_key, somebody
from portulan.foundations.tables.exports import export_response
from portulan.foundations.ui.components import Action, Empty


@never_cache
@require_safe
def cooperations(request: HttpRequest) -> HttpResponse:
    return _page(request, asker_of(request))


def _page(
    request: HttpRequest, asker: Asker, *, bulk: ManyStepsForm | None = None, status: int = 200
) -> HttpResponse:
    query, path = request.GET, reverse("cooperations")
    filters, sort, page = tables.filters_of(query), tables.sort_of(query), tables.page_of(query)
    offset = (page - 1) * tables.PAGE
    stages = queries.stages(**asker.reading, filters=filters)
    total = sum(one.count for one in stages)
    lines = queries.lines(**asker.reading, filters=filters, sort=sort, limit=tables.PAGE, offset=offset)
    pages = max(1, -(-total // tables.PAGE))
    context: dict[str, Any] = {
        "lines": lines,
        "counted": tables.counted(total),
        "ranged": tables.ranged(offset, len(lines), total) if pages > 1 and lines else "",
        "filters": filters,
        "chips": tables.chips(filters, query, path, _names(filters, asker)),
        "stages": tables.stage_choices(stages, filters.stages),
        "dues": [
            tables.Choice(code, words, code == filters.due) for code, words in tables.due_words().items()
        ],
        "heads": tables.heads(query, path, sort),
        "previous_url": tables.address(path, query, page=str(page - 1)) if page > 1 else "",
        "next_url": tables.address(path, query, page=str(page + 1)) if page < pages else "",
        "csv_url": tables.address(reverse("cooperations_table", args=[tables.KEY, "csv"]), query, page=None),
        "xlsx_url": tables.address(
            reverse("cooperations_table", args=[tables.KEY, "xlsx"]), query, page=None
        ),
        "saved": queries.saved_lists(reach=asker.reach),
        "query": query.urlencode(),
        "signed_in": asker.by is not None,
        "may_declare": access.may_declare(asker.reach),
        "may_follow": access.may_follow_some(asker.reach),
        "bulk": bulk or ManyStepsForm(initial={"key": form_key("steps")}),
        "empty": _empty(asker, filters, total, path) if not lines else None,
    }
    return render(request, "cooperations/list.html", context, status=status)


def _names(filters: queries.Filters, asker: Asker) -> dict[str, str]:
    """What the units and partners of the filters are called; no query where there are none."""
    if not filters.units and not filters.partners:
        return {}
    units = queries.named_units(codes=filters.units, at=asker.today)
    partners = queries.named_partners(keys=filters.partners, reach=asker.reach)
    return {one.code: tables.named(one) for one in units} | partners


def _empty(asker: Asker, filters: queries.Filters, total: int, path: str) -> Empty:
    """Why nothing is shown, and the next thing to do."""
    if total:
        action = Action(_("See the first page"), path)
        return Empty(title=_("Nothing on this page"), why=_("The list ends before this page."), action=action)
    if not filters.is_empty:
        action = Action(_("See all of them"), path)
        why = _("None of the cooperations that you may see answers to these filters.")
        return Empty(title=_("No cooperation found"), why=why, action=action)
    if access.may_declare(asker.reach):
        why = _("Nobody has declared one for your laboratories yet. The data may show some already.")
        action = Action(_("See what the data show"), reverse("cooperations_found"))
        return Empty(title=_("No cooperation yet"), why=why, action=action)
    why = _("None is public, or within what your mandates cover.")
    sign_in = Action(_("Sign in"), reverse("account_login")) if asker.by is None else None
    return Empty(title=_("No cooperation to show"), why=why, action=sign_in)


@never_cache
@require_safe
def cooperations_table(request: HttpRequest, key: str, fmt: str) -> HttpResponse:
    """The list with its filters as a file, for the same reader."""
    if key != tables.KEY:
        raise Http404
    asker = asker_of(request)
    filters, sort = tables.filters_of(request.GET), tables.sort_of(request.GET)
    lines = queries.lines(**asker.reading, filters=filters, sort=sort, limit=tables.EVERY)
    url = request.build_absolute_uri(tables.address(reverse("cooperations"), request.GET))
    return export_response(tables.as_table(lines), fmt, "portulan-cooperations", url=url)


@require_POST
@answered
def save_list(request: HttpRequest) -> HttpResponse:
    asker, form = somebody(request), ListForm(request.POST)
    query = form.data.get("query", "")[:2000]
    back = f"{reverse('cooperations')}?{query}" if query else reverse("cooperations")
    if not form.is_valid():
        messages.error(request, _("Give the list a name."))
        return redirect(back)
    try:
        made = services.save_list(
            name=form.cleaned_data["name"], query=_clean(query), reach=asker.reach, at=asker.at
        )
    except services.CooperationInvalidError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The list “%(name)s” is kept.") % {"name": made.name})
    return redirect(back)


def _clean(query: str) -> str:
    """Only filters and order are kept: not a page."""
    kept = QueryDict(query, mutable=True)
    kept.pop("page", None)
    return kept.urlencode()


@require_POST
@answered
def forget_list(request: HttpRequest, uid: UUID) -> HttpResponse:
    services.forget_list(uid=uid, reach=somebody(request).reach)
    messages.success(request, _("The list is removed."))
    return redirect("cooperations")


@require_POST
@answered
def many_steps(request: HttpRequest) -> HttpResponse:
    """The same next step for the lines chosen: all of them, or none."""
    asker, form = somebody(request), ManyStepsForm(request.POST)
    chosen = _uids(request.POST.getlist("chosen"))
    form.fields["chosen"].choices = [(str(uid), "") for uid in chosen]  # type: ignore[attr-defined]
    if form.is_valid():
        said = form.cleaned_data
        try:
            count = services.set_steps(
                uids=chosen,
                text=said["next_step"],
                on=said["next_step_on"],
                key=said["key"],
                **asker.acting,
            )
        except services.CooperationInvalidError as error:
            form.say(error.errors)
        else:
            text = ngettext("%(count)s next step is set.", "%(count)s next steps are set.", count)
            messages.success(request, text % {"count": count})
            return redirect(f"{reverse('cooperations')}?{request.POST.get('query', '')[:2000]}")
    if "chosen" in form.errors:
        form.errors["chosen"] = form.error_class([_("Choose the cooperations first.")])
    request.GET = QueryDict(request.POST.get("query", "")[:2000])
    return _page(request, asker, bulk=form, status=422)


def _uids(values: list[str]) -> list[UUID]:
    found = []
    for value in values[:1000]:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found
