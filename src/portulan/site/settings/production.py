"""In production: everything that matters is given, nothing is guessed."""

from django.core.exceptions import ImproperlyConfigured

from portulan.site.settings.base import *  # noqa: F403  settings inherit by names, 2026-11-23
from portulan.site.settings.options import option


def required(name: str) -> str:
    value = option(name)
    if not value:
        raise ImproperlyConfigured(f"{name} must be set in production.")
    return value


DEBUG = False
PORTULAN_PRODUCTION = True
SECRET_KEY = required("PORTULAN_SECRET_KEY")
ALLOWED_HOSTS = required("PORTULAN_HOSTS")
required("DATABASE_URL")
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
