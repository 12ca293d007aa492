"""Settings: everything that differs between installations comes from the environment.

``docs/operating.md`` lists the variables. Without any of them this is a safe local
instance on SQLite; ``TWIZA_PRODUCTION=1`` refuses to start with anything left unsafe.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import agencies, environment, outbox, sqlite

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(environment.text("TWIZA_VAR", str(BASE_DIR / "var")))

PRODUCTION = environment.flag("TWIZA_PRODUCTION")
DEBUG = environment.flag("TWIZA_DEBUG") and not PRODUCTION
LOCAL_SECRET = "local-instance-only-not-a-secret"  # nosec B105
SECRET_KEY = environment.text("TWIZA_SECRET", LOCAL_SECRET)
ALLOWED_HOSTS = environment.words("TWIZA_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("TWIZA_ORIGINS")

if PRODUCTION:
    if SECRET_KEY == LOCAL_SECRET or len(SECRET_KEY) < 40:
        raise ImproperlyConfigured(
            "TWIZA_PRODUCTION is set but TWIZA_SECRET is missing or short. Make one with:\n"
            "  python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    if not environment.text("TWIZA_HOSTS"):
        raise ImproperlyConfigured("TWIZA_PRODUCTION is set: name this site's hosts in TWIZA_HOSTS (comma-separated).")
    if "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured("TWIZA_HOSTS=* lets a visitor choose the host in our links: name the hosts instead.")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "twiza.accounts",  # before allauth: its pages wear our clothes
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials.apps.SimpleAppConfig",
    "twiza.journal",
    "twiza.ui",
    "twiza.search",
    "twiza.jobs",
    "twiza.sealing",
    "twiza.messages",
    "twiza.files",
    "twiza.papers",
    "twiza.packs",
    "twiza.territories",
    "twiza.bank",
    "twiza.registry",
    "twiza.opportunities",
    "twiza.projects",
    "twiza.planner",
    "twiza.dossier",
    "twiza.portal",
]

MIDDLEWARE = [
    "twiza.journal.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "twiza.ui.middleware.NoNullMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "twiza.portal.costly.CostlyMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "twiza.ui.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "twiza.ui.templatetags.ui",
                "twiza.ui.templatetags.content",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
        },
    }
]

DATABASE_URL = environment.text("DATABASE_URL")
DATABASES: dict[str, dict[str, Any]] = {
    "default": dict(dj_database_url.parse(DATABASE_URL, conn_max_age=None, conn_health_checks=True))
    if DATABASE_URL
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR_DIR / "twiza.sqlite3"}
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"] = sqlite.tuned(DATABASES["default"])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # Seen by every worker and machine: the limits on sign-in count here (docs/adr/0009).
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"},
    # Of one process alone: fast, for what may be counted or made again by each.
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "twiza"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["twiza.accounts.backend.AddressBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "twiza.accounts.passwords.GuessableValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:account"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "twiza.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "twiza.accounts.forms.SignInForm",
    "change_password": "twiza.accounts.forms.PasswordForm",  # nosec B105: a class
    "set_password": "twiza.accounts.forms.NewPasswordForm",  # nosec B105: a class
}
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "send_code": "5/m/ip,30/h/ip",
    "prove_code": "15/m/ip",
    "start_project": "60/h/ip",
    "upload": "120/h/ip",
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("TWIZA_PROXIES", 0, least=0)
SOCIALACCOUNT_ADAPTER = "twiza.accounts.agencies.AgencyAdapter"
SOCIALACCOUNT_PROVIDERS = agencies.providers()
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may not lead elsewhere (form-action), a link may
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # the adapter matches, and only people who hold a role
MFA_ADAPTER = "twiza.accounts.adapter.FactorAdapter"
MFA_FORMS = {
    "login_webauthn": "twiza.accounts.factor_forms.PasskeyForm",
    "authenticate_webauthn": "twiza.accounts.factor_forms.SecondPasskeyForm",
    "reauthenticate_webauthn": "twiza.accounts.factor_forms.PasskeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
STAFF_SECOND_FACTOR = environment.flag("TWIZA_STAFF_SECOND_FACTOR", default=PRODUCTION)
MFA_TOTP_ISSUER = "Twiza"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator, not the person, wrote the e-mail down
SESSION_IDLE = environment.number("TWIZA_IDLE_DAYS", 7, least=1) * 24 * 60 * 60
STAFF_SESSION_IDLE = environment.number("TWIZA_STAFF_IDLE_MINUTES", 60, least=5) * 60
"""Seconds without a page after which somebody signs in again; staff sit at desks where others pass by."""
SESSION_COOKIE_AGE = 90 * 24 * 60 * 60  # a visitor's; whoever signs in has a shorter one (accounts.arrivals)

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", _("Arabic")), ("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "twiza_language"
TIME_ZONE = environment.text("TWIZA_TIME_ZONE", "Africa/Casablanca")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(environment.text("TWIZA_STATIC", str(VAR_DIR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
globals().update(outbox.mail_server())
MESSAGE_CHANNELS = outbox.channels()
MESSAGE_TIMEOUT = environment.number("TWIZA_MESSAGE_TIMEOUT", 20, least=1)
"""Seconds that a mail server or a gateway may take to answer."""
TEXTS_A_DAY = environment.number("TWIZA_TEXTS_A_DAY", 2000, least=0)
"""Text messages that may leave in one day; they cost money."""
OUTBOX_DIR = VAR_DIR / "outbox"
SHOW_OUTBOX = environment.flag("TWIZA_SHOW_OUTBOX", default=True) and not PRODUCTION
PHONE_CHANNEL = outbox.phone_channel()
PHONE_REGION = environment.text("TWIZA_PHONE_REGION")
"""Two letters: where a number without + is from. Empty: the country of this installation."""

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # forms carry the token themselves
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "twiza.accounts.flash.Storage"
CSRF_FAILURE_VIEW = "twiza.accounts.held.csrf_failed"
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    # A browser takes these names only by HTTPS, for this very host: no name beside ours can plant them.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    LANGUAGE_COOKIE_NAME, LANGUAGE_COOKIE_SECURE = "__Host-language", True
    SECURE_SSL_REDIRECT = environment.flag("TWIZA_HTTPS_REDIRECT", default=True)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = environment.flag("TWIZA_HSTS_SUBDOMAINS")
    SECURE_HSTS_SECONDS = environment.number("TWIZA_HSTS_SECONDS", 31_536_000, least=0)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # A program that is led to HTTPS silently goes on sending in the clear: the interface refuses instead.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^api/"]
    # W005, W021: names below ours may belong to others, so it is asked for, not presumed.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

SEALING_SECRETS = environment.words("TWIZA_SEALING_SECRETS") or [SECRET_KEY]
"""The first seals; all of them open. The last one makes fingerprints and must stay last."""
FILES_DIR = VAR_DIR / "files"
SITE_ADDRESS = environment.text(
    "TWIZA_ADDRESS", f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else "http://localhost:8000"
).rstrip("/")
"""What stands before a path where no request says it: on papers, and in messages that the worker writes."""
FILE_UPLOAD_HANDLERS = [
    "twiza.files.uploads.LimitingHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # all figures of the largest plan stand in one form
PACK_PATH = Path(environment.text("TWIZA_PACK", str(BASE_DIR / "packs" / "ma")))
API_RATE = environment.number("TWIZA_API_RATE", 120)
ENCODER = environment.flag("TWIZA_ENCODER", default=True)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "twiza.journal.logs.JsonFormatter"}},
    "filters": {"request_id": {"()": "twiza.journal.logs.RequestIdFilter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["request_id"]},
    },
    "root": {"handlers": ["console"], "level": environment.text("TWIZA_LOG_LEVEL", "WARNING")},
    "loggers": {
        "twiza": {"level": environment.text("TWIZA_LOG_LEVEL", "INFO")},
        "django.server": {"handlers": ["console"], "propagate": False},
        # Strangers try foreign hosts all day; the refusal is logged as an answer of 400 anyway.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
