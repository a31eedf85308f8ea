"""Import a file of cooperations: shown first what each row would do, then written whole or not at all."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from portulan.domains.cooperations import services, tables
from portulan.domains.cooperations.forms import ImportForm
from portulan.domains.cooperations.services import CooperationInvalidError
from portulan.domains.cooperations.views.asker import Asker, answered
from portulan.domains.cooperations.views.declaring import declarer
from portulan.foundations.tables.imports import Given, RefusedTableError, read_table
from portulan.foundations.ui.components import Crumb
from portulan.insight.figures import published

_SALT = "cooperations.import"
_HOURS = 6 * 3600  # a trial can be written for so long


@never_cache
@answered
def take_in(request: HttpRequest) -> HttpResponse:
    asker = declarer(request)
    if request.method != "POST":
        return _page(request, ImportForm())
    if "tried" in request.POST:
        return _written(request, asker)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    given = form.cleaned_data["file"]
    try:
        rows = rows_of(read_table(given.read()))
    except (RefusedTableError, CooperationInvalidError) as error:
        form.add_error("file", str(error))
        return _page(request, form, status=422)
    tried = _taken(asker, rows, given.name, dry_run=True)
    packed = signing.dumps({"rows": rows, "file": given.name}, salt=_SALT, compress=True)
    return _page(request, ImportForm(), tried=tried, packed=packed, file=given.name)


def rows_of(given: Given) -> list[tuple[int, dict[str, str]]]:
    """Rows by the keys of our columns; heads may be keys, or names in either language, as the files have them."""
    known = _keys_by_name()
    keys = [known.get(head.casefold(), "") for head in given.heads]
    if "title" not in keys and "number" not in keys:
        sentence = _(
            "The first row names none of our columns: it needs at least a title. Export a list to see them."
        )
        raise CooperationInvalidError({"file": sentence})
    return [
        (number, {key: cell for key, cell in zip(keys, cells, strict=True) if key})
        for number, cells in given.rows
    ]


def _keys_by_name() -> dict[str, str]:
    names = {key: key for key in services.READ}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names |= {str(column.label).casefold(): column.key for column in tables.columns()}
    return {name: key for name, key in names.items() if key in services.READ}


def _taken(asker: Asker, rows: Any, file: str, *, dry_run: bool) -> services.Import:
    return services.take_in(
        rows=rows,
        file=file,
        dry_run=dry_run,
        figures=published(settings.LAKE),
        today=asker.today,
        **asker.acting,
    )


def _written(request: HttpRequest, asker: Asker) -> HttpResponse:
    """Write what was tried, as it was tried: the file cannot be another one."""
    try:
        held = signing.loads(request.POST.get("tried", ""), salt=_SALT, max_age=_HOURS)
    except signing.BadSignature:
        messages.error(request, _("This trial is too old: give the file again."))
        return redirect("cooperations_import")
    rows = [(number, cells) for number, cells in held["rows"]]
    done = _taken(asker, rows, held["file"], dry_run=False)
    if not done.written:
        messages.error(request, _("Something changed meanwhile: nothing was written."))
        return _page(request, ImportForm(), tried=done, file=held["file"], status=409)
    new, changed = done.count("new"), done.count("changed")
    made = ngettext("%(count)s cooperation made", "%(count)s cooperations made", new) % {"count": new}
    text = _("%(made)s, %(changed)s changed.") % {"made": made, "changed": changed}
    messages.success(request, text)
    return redirect("cooperations")


def _page(request: HttpRequest, form: ImportForm, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "form": form,
        "columns": tables.columns(),
        "read": services.READ,
        "words": {
            "new": _("new"),
            "changed": _("changed"),
            "same": _("as it stands"),
            "refused": _("refused"),
        },
        "crumbs": [Crumb(_("Cooperations"), reverse("cooperations")), Crumb(_("Import"))],
        **more,
    }
    return render(request, "cooperations/import.html", context, status=status)
