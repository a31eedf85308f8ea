"""Pages of refusal and failure: what happened and what to do. A 404 has one body, whatever the reason."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def unknown(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: the session ended, or the form came from elsewhere."""
    return render(request, "403.html", {"reason": "token"}, status=403)
