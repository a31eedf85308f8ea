"""Roles that the settings name are used only after a second step: until then, every page leads to setting it up."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portulan.domains.organisation.queries import holds_any_role
from portulan.domains.people.queries import person_of
from portulan.foundations.outside.clock import clock

EVERYBODY = "*"
_OPEN = ("/account/", "/language/", "/health/", "/static/")


class SecondFactor:
    """Asks nothing of the database where no role is named, and nothing more once the session has its second step."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.PORTULAN_SECOND_FACTOR_ROLES and self._lacks(request):
            messages.warning(request, _("Your role needs a second step at sign-in: set it up to go on."))
            return redirect("mfa_index")
        return self.get_response(request)

    def _lacks(self, request: HttpRequest) -> bool:
        if request.path.startswith(_OPEN) or not request.user.is_authenticated:
            return False
        return not is_mfa_enabled(request.user) and self._needs(request)

    def _needs(self, request: HttpRequest) -> bool:
        roles = settings.PORTULAN_SECOND_FACTOR_ROLES
        person = person_of(request.user)
        if EVERYBODY in roles or person is None:
            return EVERYBODY in roles
        return holds_any_role(person, roles, clock().today(settings.PORTULAN_TIME_ZONE))
