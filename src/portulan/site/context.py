"""What the frame of every page says beside the page itself: which data version is in use, and whether
the people it shows are fictitious."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from portulan.insight.figures import published


def frame(request: HttpRequest) -> dict[str, Any]:
    figures = published(settings.LAKE)
    said: dict[str, Any] = {"demonstration": settings.DEMONSTRATION.exists()}
    if figures is None:
        return said
    return {**said, "data_version": figures.version, "data_built": figures.built_at}
