"""The web application, as a server sees it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portulan.site.settings.local")

application = get_wsgi_application()

from portulan.site import startup  # noqa: E402  needs Django started, 2026-11-25

startup.warm()
