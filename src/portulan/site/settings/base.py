"""Settings that hold everywhere. The options a person may set are declared in options.py."""

from pathlib import Path

import environ
import structlog
from django.utils.translation import gettext_lazy as _

from portulan.site.settings import options

PACKAGE = Path(__file__).resolve().parents[2]
ROOT = PACKAGE.parents[1] if (PACKAGE.parents[1] / "packs").is_dir() else Path.cwd()
PORTULAN_HOME = options.home(root=ROOT)
PACK_FOLDER = options.pack_folder(root=ROOT)
LAKE = PORTULAN_HOME / "lake"
FILES = PORTULAN_HOME / "files"
DEMONSTRATION = PORTULAN_HOME / "secrets" / "demo.txt"  # where it is, the site shows fictitious people
PORTULAN_PRODUCTION = False
RAW = options.raw_folder(root=ROOT)

INSTALLED_APPS = [
    "portulan.foundations.model",
    "portulan.foundations.outside",
    "portulan.foundations.journal",
    "portulan.foundations.notices",
    "portulan.foundations.documents",
    "portulan.foundations.tasks",
    "portulan.foundations.tables",
    "portulan.foundations.text",
    "portulan.foundations.packs",
    "portulan.foundations.search",
    "portulan.domains.geography",
    "portulan.domains.people",
    "portulan.domains.organisation",
    "portulan.domains.partners",
    "portulan.domains.offices",
    "portulan.domains.cooperations",
    "portulan.domains.priorities",
    "portulan.domains.instruments",
    "portulan.pages.home",
    "portulan.pages.cooperation",
    "portulan.pages.measures",
    "portulan.pages.radar",
    "portulan.pages.world",
    "portulan.pages.country",
    "portulan.pages.unit",
    "portulan.pages.partner",
    "portulan.pages.office",
    "portulan.pages.search",
    "portulan.pages.steering",
    "portulan.pages.sources",
    "portulan.foundations.ui",
    "portulan.site",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "django_vite",
    "django_structlog",
]

MIDDLEWARE = [
    "portulan.foundations.journal.middleware.RequestInstant",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portulan.domains.organisation.views.second_factor.SecondFactor",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
]

ROOT_URLCONF = "portulan.site.urls"
WSGI_APPLICATION = "portulan.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "portulan.site.context.frame",
            ],
            "builtins": ["django.templatetags.i18n"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728;"
    ),
}


def database(url: str, *, fallback: Path) -> dict:
    """The database of a URL, or SQLite in the given file; connections are kept (PRAGMAs run once)."""
    if url:
        return {**environ.Env.db_url_config(url), "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": fallback,
        "CONN_MAX_AGE": 600,
        "OPTIONS": SQLITE_OPTIONS,
    }


DATABASES = {"default": database(options.option("DATABASE_URL"), fallback=PORTULAN_HOME / "db.sqlite3")}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "portulan.domains.people.views.sign_in.SignIn"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "look_up": "60/h/user"
}  # beside the library's own: people looked for to give them a mandate
ALLAUTH_TRUSTED_PROXY_COUNT = options.option(
    "PORTULAN_PROXIES"
)  # a browser's own X-Forwarded-For counts for nothing
SOCIALACCOUNT_ADAPTER = "portulan.domains.people.views.organisation_sign_in.Tying"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # the adapter ties, and says so
SOCIALACCOUNT_STORE_TOKENS = False
OIDC = options.provider()
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [OIDC] if OIDC else []}}
PORTULAN_OIDC_TRUST_ADDRESSES = options.option("PORTULAN_OIDC_TRUST_ADDRESSES")
PORTULAN_SECOND_FACTOR_ROLES = options.option("PORTULAN_SECOND_FACTOR_ROLES")
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = options.language()
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
PORTULAN_TIME_ZONE = options.option("PORTULAN_TIME_ZONE")

STATIC_URL = "/static/"
STATIC_ROOT = PORTULAN_HOME / "static"
STATICFILES_DIRS: list[Path] = []
VITE_BUILD = PACKAGE / "foundations" / "ui" / "static" / "ui" / "dist"
DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "manifest_path": VITE_BUILD / "manifest.json",
        "static_url_prefix": "ui/dist",
    }
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/ui/dist/assets/.+-[\w-]{8}\.\w+$"

_SELF = "'self'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": [_SELF],
        "style-src": [_SELF],
        "style-src-attr": [_SELF],
        "img-src": [_SELF, "data:"],
        "font-src": [_SELF],
        "connect-src": [_SELF],
        "manifest-src": [_SELF],
        "form-action": [_SELF, *([options.origin(OIDC["settings"]["server_url"])] if OIDC else [])],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portulan.site.errors.forged"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024


PORTULAN_ADDRESS = options.option("PORTULAN_ADDRESS")
DEFAULT_FROM_EMAIL = "portulan@localhost"
vars().update(environ.Env.email_url_config(options.option("EMAIL_URL")))

DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = True  # the journal's middleware drew it, first of all
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.dev.ConsoleRenderer(colors=False),
            "foreign_pre_chain": [
                structlog.processors.TimeStamper(fmt="iso"),
                structlog.stdlib.add_log_level,
            ],
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": options.log_level()},
    "loggers": {
        "django_structlog": {"level": "WARNING"}
    },  # a line for each failed request, none for the others
}
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
