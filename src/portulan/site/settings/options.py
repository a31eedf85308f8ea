"""Every option of Portulan, in one declared list: name, type, default, meaning. Nonsense is refused at start."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class Option:
    name: str
    kind: type | tuple
    default: Any
    meaning: str


OPTIONS = (
    Option("PACK", str, "cnrs", "Organisation pack: a folder of packs/, or a path."),
    Option("PORTULAN_HOME", str, "", "Where everything written at run time goes; default var/<pack>."),
    Option("PORTULAN_RAW", str, "", "Raw public files from which figures are built; default the sample."),
    Option(
        "PORTULAN_SECRET_KEY",
        str,
        "",
        "Signing key; made and kept in PORTULAN_HOME when absent (not in production).",
    ),
    Option("PORTULAN_HOSTS", list, [], "Host names that may be asked for, by commas (production)."),
    Option("PORTULAN_LANGUAGE", str, "en", "Language when the browser asks for none of ours: fr or en."),
    Option("PORTULAN_TIME_ZONE", str, "Europe/Paris", "Zone in which the organisation's days begin."),
    Option("DATABASE_URL", str, "", "postgres://... ; default SQLite in PORTULAN_HOME."),
    Option(
        "EMAIL_URL", str, "consolemail://", "Where mails go: consolemail:// or smtp://user:secret@host:25."
    ),
    Option(
        "PORTULAN_ADDRESS", str, "", "Address of the site in mails, such as https://portulan.example.org."
    ),
    Option(
        "PORTULAN_OIDC_ISSUER", str, "", "Address of the organisation's OpenID Connect provider; empty: none."
    ),
    Option("PORTULAN_OIDC_CLIENT", str, "", "Identifier of this site at the provider."),
    Option("PORTULAN_OIDC_SECRET", str, "", "Secret of this site at the provider."),
    Option(
        "PORTULAN_OIDC_NAME", str, "", "What the button of the sign-in page says; default the issuer's host."
    ),
    Option(
        "PORTULAN_OIDC_TRUST_ADDRESSES",
        bool,
        False,
        "Whether an address the provider verified opens the account that has it, at the first time.",
    ),
    Option(
        "PORTULAN_SECOND_FACTOR_ROLES",
        list,
        [],
        "Codes of roles whose holders must sign in with a second step, by commas; * for everybody.",
    ),
    Option("PORTULAN_PROXIES", int, 0, "How many proxies of yours stand before the site; they say who asks."),
    Option("LOG_LEVEL", str, "INFO", "DEBUG, INFO, WARNING or ERROR."),
)

PROVIDER = "organisation"  # in the addresses of sign-in, and on the rows that tie an identity to an account
_ENVIRONMENT = environ.Env(**{option.name: (option.kind, option.default) for option in OPTIONS})
_YES_OR_NO = ("", "true", "false", "yes", "no", "on", "off", "1", "0")
_LANGUAGES = ("fr", "en")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


def option(name: str) -> Any:
    """The typed value of a declared option; raises ImproperlyConfigured for an unknown name or a wrong value."""
    kinds = {declared.name: declared.kind for declared in OPTIONS}
    if name not in kinds:
        raise ImproperlyConfigured(f"{name} is not an option of Portulan: declare it in settings/options.py.")
    given = os.environ.get(name, "").lower()
    if kinds[name] is bool and given not in _YES_OR_NO:
        raise ImproperlyConfigured(f"{name}={given!r} is not valid: say true or false.")
    try:
        return _ENVIRONMENT(name)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={os.environ.get(name)!r} is not valid: {error}") from error


def one_of(name: str, allowed: tuple[str, ...]) -> str:
    value = option(name)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}={value!r} is not one of {', '.join(allowed)}.")
    return value


def language() -> str:
    return one_of("PORTULAN_LANGUAGE", _LANGUAGES)


def log_level() -> str:
    return one_of("LOG_LEVEL", _LEVELS)


def pack_folder(*, root: Path) -> Path:
    """The folder of the pack: a path as it is, else a name under packs/."""
    value = option("PACK")
    return Path(value).resolve() if "/" in value else root / "packs" / value


def home(*, root: Path) -> Path:
    """The folder of everything written at run time."""
    value = option("PORTULAN_HOME")
    folder = Path(value).expanduser() if value else root / "var" / Path(option("PACK")).name
    return folder.resolve()


def raw_folder(*, root: Path) -> Path:
    """The folder of raw public files."""
    value = option("PORTULAN_RAW")
    return Path(value).expanduser().resolve() if value else root / "sample"


def provider() -> dict[str, Any] | None:
    """The application of the OpenID Connect provider as the sign-in library reads it; None where none is set."""
    issuer, client = option("PORTULAN_OIDC_ISSUER").rstrip("/"), option("PORTULAN_OIDC_CLIENT")
    if not issuer:
        return None
    host = urlsplit(issuer)
    if host.scheme != "https" and host.hostname not in ("127.0.0.1", "localhost"):
        raise ImproperlyConfigured(f"PORTULAN_OIDC_ISSUER={issuer!r} must be an https:// address.")
    if not client:
        raise ImproperlyConfigured("PORTULAN_OIDC_ISSUER is set: PORTULAN_OIDC_CLIENT must be, too.")
    return {
        "provider_id": PROVIDER,
        "name": option("PORTULAN_OIDC_NAME") or host.hostname,
        "client_id": client,
        "secret": option("PORTULAN_OIDC_SECRET"),
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }


def origin(address: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
