"""Give a stored file back: as an attachment, in a sandbox."""

from django.conf import settings
from django.http import FileResponse

from portulan.foundations.documents.contents import place_of
from portulan.foundations.documents.models import StoredFile

_SANDBOX = "sandbox; default-src 'none'"


def serve(stored: StoredFile) -> FileResponse:
    """The content as a download; the caller has asked who may read what it hangs on.

    Raises FileNotFoundError when the content is gone from disk (a restored database without its files).
    """
    content = place_of(stored.sha256, root=settings.FILES).open("rb")
    response = FileResponse(content, as_attachment=True, filename=stored.name, content_type=stored.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response
