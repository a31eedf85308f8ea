"""Keep a file that somebody gives."""

import errno
from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from portulan.foundations.documents import contents, kinds
from portulan.foundations.documents.contents import Received, Stream
from portulan.foundations.documents.models import StoredFile
from portulan.foundations.documents.vocabulary import ACCEPTED, LIMIT, UNTOUCHED
from portulan.foundations.journal.acted import columns
from portulan.foundations.journal.actor import Actor


class RefusedFileError(ValueError):
    """A file is not kept; the message says why and what to do, to the person who gave it."""


def store(
    *,
    stream: Stream,
    name: str,
    by: Actor,
    at: datetime,
    limit: int = LIMIT,
    accepted: Collection[str] = tuple(ACCEPTED),
) -> StoredFile:
    """Keep a content and say who gave it; nothing is left of a refused one.

    ``limit`` is in bytes, ``accepted`` are media types. Raises RefusedFileError (too large, empty, of another type,
    disk full). The caller has asked who may, tells the journal, and hangs the row on something.
    """
    root = settings.FILES
    shown = kinds.safe_name(name)
    try:
        with contents.receiving(root=root, stream=stream, limit=limit) as received:
            media_type = _checked_type(received, name=shown, accepted=accepted)
            contents.keep(received, root=root)
    except contents.TooLargeError as error:
        raise _too_large(shown, limit=limit) from error
    except OSError as error:
        raise _no_room(shown, error=error) from error
    return StoredFile.objects.create(
        sha256=received.sha256,
        size=received.size,
        media_type=media_type,
        name=shown,
        created_at=at,
        **columns(by),
    )


def _checked_type(received: Received, *, name: str, accepted: Collection[str]) -> str:
    if received.size == 0:
        raise RefusedFileError(_("%(name)s is empty. Choose the file again.") % {"name": name})
    found = kinds.media_type_of(received.path, name=name)
    if found is None or found not in accepted:
        allowed = ", ".join(dict.fromkeys(ACCEPTED.get(kind, kind) for kind in accepted))
        told = {"name": name, "found": found or _("unknown"), "allowed": allowed}
        raise RefusedFileError(
            _(
                "%(name)s is not of a type that is kept here (its content is %(found)s). Give one of: %(allowed)s."
            )
            % told
        )
    return found


def _too_large(name: str, *, limit: int) -> RefusedFileError:
    told = {"name": name, "limit": limit // (1024 * 1024)}
    return RefusedFileError(
        _("%(name)s is larger than %(limit)s MB. Reduce it, or give it in several files.") % told
    )


def _no_room(name: str, *, error: OSError) -> RefusedFileError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return RefusedFileError(
            _("%(name)s could not be kept: the disk of the server is full. Tell your administrator.")
            % {"name": name}
        )
    raise error


def sweep(*, at: datetime) -> int:
    """Remove contents that no row names and files half received, untouched for a day; gives back how many."""
    old = list(contents.untouched(root=settings.FILES, since=at - UNTOUCHED))
    named = set(
        StoredFile.objects.filter(sha256__in=[path.name for path in old]).values_list("sha256", flat=True)
    )
    swept = [path for path in old if path.name not in named]
    for path in swept:
        path.unlink(missing_ok=True)
    return len(swept)
