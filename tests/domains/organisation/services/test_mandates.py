"""Giving a mandate: by whom, of which role, for what; a refusal writes nothing."""

from datetime import UTC, datetime

import pytest
from cast.people import make
from domains.packed import load

from portulan.domains.organisation.access import NOBODY, may
from portulan.domains.organisation.models import Mandate
from portulan.domains.organisation.queries import reach_of, roles
from portulan.domains.organisation.services import MandateRefusedError, give_mandate
from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.people.queries import actor_of
from portulan.foundations.journal import queries as journal
from portulan.foundations.journal.actor import Actor
from portulan.foundations.journal.models import Entry
from portulan.foundations.model.softdate import SoftDate

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SHELL = Actor(uid="system:shell", label="administrator's shell")
