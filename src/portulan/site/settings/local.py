"""On one's own machine: SQLite, a key kept in PORTULAN_HOME, plain HTTP on 127.0.0.1."""

import os
import secrets

from portulan.site.settings.base import *  # noqa: F403  settings inherit by names, 2026-11-23
from portulan.site.settings.base import PORTULAN_HOME
from portulan.site.settings.options import option


def kept_secret() -> str:
    """The signing key in PORTULAN_HOME, made once, readable by its owner only."""
    file = PORTULAN_HOME / "secrets" / "key"
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text()
    with os.fdopen(handle, "w") as stream:
        stream.write(secrets.token_urlsafe(50))
    return file.read_text()


DEBUG = False
SECRET_KEY = option("PORTULAN_SECRET_KEY") or kept_secret()
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *option("PORTULAN_HOSTS")]
