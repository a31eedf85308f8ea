"""`portulan work` in a process of its own, on the test's database, which comes as JSON in TEST_DATABASE."""

import json
import os
import sys

import django
from django.conf import settings
from django.core.management import call_command

settings.DATABASES["default"].update(json.loads(os.environ["TEST_DATABASE"]))
django.setup()

from foundations.tasks import samples  # noqa: E402, F401 - declares the tasks once Django is ready, 2026-11-23

call_command("work", *sys.argv[1:])
