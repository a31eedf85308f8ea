"""Between the sign-in pages of allauth and our services."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portulan.domains.people import queries, services
from portulan.domains.people.models import Account
from portulan.foundations.outside.clock import clock


class SignIn(DefaultAccountAdapter):
    """Nobody opens an account alone; passwords go through our services; pages come in the person's language."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: Account, password: str) -> None:
        by = queries.actor_of_account(user)
        services.choose_password(account=user, password=password, by=by, at=clock().now())

    def post_login(self, request: HttpRequest, user: Account, **kwargs: object) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        person = queries.person_of(user)
        if person and person.language:
            keep_language(response, person.language)
        return response

    def format_email_subject(self, subject: str) -> str:
        return f"Portulan: {subject}"


def keep_language(response: HttpResponse, language: str) -> None:
    """The cookie by which the next pages come in ``language``; empty: forget it, the browser decides."""
    if not language:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
