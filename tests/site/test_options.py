"""Options of signing in through the organisation: complete and safe, or refused at start with what to mend."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from portulan.site.settings import options

ISSUER = "https://sso.example.org:8443/realms/people"


@pytest.fixture
def given(monkeypatch):
    """``given(ISSUER="...")`` sets options of the provider."""

    def setting(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"PORTULAN_OIDC_{name}", value)

    return setting


def test_without_an_issuer_there_is_no_provider():
    assert options.provider() is None


def test_a_provider_is_named_after_its_host_unless_said_otherwise(given):
    given(ISSUER=f"{ISSUER}/", CLIENT="portulan", SECRET="hush")
    provider = options.provider()
    assert (provider["name"], provider["provider_id"]) == ("sso.example.org", "organisation")
    assert provider["settings"] == {"server_url": ISSUER, "oauth_pkce_enabled": True}
    assert options.origin(ISSUER) == "https://sso.example.org:8443"
    given(NAME="Our organisation")
    assert options.provider()["name"] == "Our organisation"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"ISSUER": "http://sso.example.org", "CLIENT": "portulan"}, "must be an https:// address"),
        ({"ISSUER": "sso.example.org", "CLIENT": "portulan"}, "must be an https:// address"),
        ({"ISSUER": ISSUER}, "PORTULAN_OIDC_CLIENT must be, too"),
    ],
)
def test_what_is_not_safe_or_not_complete_is_refused(given, values, said):
    given(**values)
    with pytest.raises(ImproperlyConfigured, match=said):
        options.provider()


def test_a_provider_on_this_machine_may_speak_plainly(given):
    given(ISSUER="http://127.0.0.1:9000", CLIENT="portulan")
    assert options.provider()["client_id"] == "portulan"


@pytest.mark.parametrize(
    ("name", "value"), [("PORTULAN_PROXIES", "two"), ("PORTULAN_OIDC_TRUST_ADDRESSES", "perhaps")]
)
def test_nonsense_is_refused(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match="not valid"):
        options.option(name)
