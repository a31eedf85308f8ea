"""For tests: a database of its own (a file, so that several connections see it), a home of its own, fast hashes."""

import tempfile
from pathlib import Path

from portulan.site.settings.base import *  # noqa: F403  settings inherit by names, 2026-11-23
from portulan.site.settings.base import DATABASES

PORTULAN_HOME = Path(tempfile.mkdtemp(prefix="portulan-test-"))
LAKE = PORTULAN_HOME / "lake"
FILES = PORTULAN_HOME / "files"
DEMONSTRATION = PORTULAN_HOME / "secrets" / "demo.txt"
STATIC_ROOT = PORTULAN_HOME / "static"
STATIC_ROOT.mkdir()

SECRET_KEY = "a key that signs nothing but tests"  # noqa: S105  not a secret, 2026-11-23
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_USE_FINDERS = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["NAME"] = PORTULAN_HOME / "db.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": PORTULAN_HOME / "test.sqlite3"}
