"""Pages of refusal and failure: what happened and what to do. A 404 has one body, whatever the reason.

What a person had written in a form that is refused stands on the page, to be copied: the same whether what it was
written for exists or not.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portulan.foundations.tables.view import RefusedQuery
from portulan.foundations.ui.kept import kept


def why(exception: Exception | None) -> dict[str, str]:
    """What a refusal of ours says to the reader; other exceptions say nothing that is meant for readers."""
    return {"why": str(exception)} if isinstance(exception, RefusedQuery | PermissionError) else {}


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", {**why(exception), **kept(request)}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", {**why(exception), **kept(request)}, status=403)


def unknown(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", kept(request), status=404)


def failed(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: the session ended, or the form came from elsewhere."""
    said = _("This form is out of date. Go back, load the page again and send it once more.")
    return render(request, "403.html", {"why": said, **kept(request)}, status=403)
