"""Signing in through the organisation's own identity provider, by OpenID Connect.

The identity token is verified against the provider's keys each time, and tells the same person as the answer about the
person. It carries the nonce of the request it answers, which stays in the state of that request (OpenID Connect Core
1.0, sections 3.1.2.1 and 3.1.3.7): a token of another sign-in, given to this browser, lets nobody in. An identity opens
the account it is tied to, and no other.
"""

from secrets import compare_digest
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from jwt import PyJWTError, get_unverified_header
from requests import RequestException
from structlog import get_logger

from portulan.domains.people import queries, services
from portulan.domains.people.models import Account
from portulan.foundations.outside.chance import system_chance
from portulan.foundations.outside.clock import clock

log = get_logger(__name__)
SIGNED_WITH = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)


class Provider(OpenIDConnectOAuth2Adapter):
    """The provider of the settings; stricter than the library, which trusts a token it fetched itself."""

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> SocialLogin:
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("the provider gave no identity token")
        login = super().complete_login(request, app, token, **kwargs)
        told = login.account.extra_data
        if told.get("userinfo", {}).get("sub", told["id_token"]["sub"]) != told["id_token"]["sub"]:
            raise OAuth2Error("the provider told of two persons")
        return login

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            header = get_unverified_header(id_token)
        except PyJWTError as error:
            raise OAuth2Error("the identity token cannot be read") from error
        if header.get("alg") not in SIGNED_WITH or not header.get("kid"):
            raise OAuth2Error("the identity token is not signed with a key of the provider")
        return jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )


class Asking(OpenIDConnectProvider):
    """The provider as it is asked: each request to sign in has a nonce of its own, kept with its state."""

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        asked: dict[str, Any] = super().get_redirect_from_request_kwargs(request)
        nonce = system_chance.secret().hex()
        asked["auth_params"] = {**asked["auth_params"], "nonce": nonce}
        return {**asked, "nonce": nonce}


class Tying(DefaultSocialAccountAdapter):
    """Which identity opens which account; nobody opens an account alone, and no identity takes one over in silence."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        found = super().get_provider(request, provider, client_id=client_id)
        return Asking(request, app=found.app) if isinstance(found, OpenIDConnectProvider) else found

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Tie a new identity to the account of its verified address, where the settings trust the provider for that.

        Otherwise the answer is the same whether an account has that address or not.
        """
        _check_nonce(sociallogin)
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        account = _account_of(sociallogin) if settings.PORTULAN_OIDC_TRUST_ADDRESSES else None
        if account is None or _has_another_identity(account, sociallogin):
            raise ImmediateHttpResponse(render(request, "people/not_tied.html", status=403))
        services.tie_identity(
            account=account,
            tie=lambda: sociallogin.connect(request, account),
            provider=str(sociallogin.account.provider),
            by=queries.actor_of_account(account),
            at=clock().now(),
        )


def _check_nonce(login: SocialLogin) -> None:
    asked, told = login.state.get("nonce"), login.account.extra_data.get("id_token", {}).get("nonce")
    if not (
        isinstance(asked, str) and isinstance(told, str) and compare_digest(asked.encode(), told.encode())
    ):
        raise OAuth2Error("the identity token does not answer this request")


def _account_of(login: SocialLogin) -> Account | None:
    """The open account of an address that the provider says it verified."""
    told = login.account.extra_data.get("id_token", {})
    if told.get("email_verified") is not True or not told.get("email"):
        return None
    account = queries.account_by_email(str(told["email"]))
    return account if account is not None and account.is_active else None


def _has_another_identity(account: Account, login: SocialLogin) -> bool:
    """An address that changed hands at the provider opens nothing of its former owner's."""
    return bool(SocialAccount.objects.filter(user=account, provider=login.account.provider).exists())


def sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answer(OAuth2LoginView, request, provider_id)


def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answer(OAuth2CallbackView, request, provider_id)


def _answer(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = view.adapter_view(Provider(request, provider_id))(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except (RequestException, ValueError, KeyError) as error:  # down, or it does not speak as it should
        log.warning("identity provider", provider=provider_id, error=repr(error))
        return render(request, "socialaccount/authentication_error.html", status=401)
    return answer
