"""One settings module for every place the product runs; the environment says which.

Nothing set means production; FORTNIGHT_DEMO=1 is `make demo`, FORTNIGHT_TEST=1 the suite, FORTNIGHT_DEBUG=1 a server
of one's own. `.env.example` lists every variable. The API, background work and signing in have their own files.
"""

import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.settings_api import *  # noqa: F403
from config.settings_audit import *  # noqa: F403
from config.settings_celery import *  # noqa: F403
from config.settings_sign_in import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("FORTNIGHT_DEBUG", default=False)
DEMO = env.bool("FORTNIGHT_DEMO", default=False)
TEST = env.bool("FORTNIGHT_TEST", default=False)
PRODUCTION = not (DEBUG or DEMO or TEST)
DATA_DIR = Path(env.str("FORTNIGHT_DATA", default=str(BASE_DIR / ".data"))).resolve()


def _needed(name: str, outside_production: str) -> str:
    """The variable `name`, which production cannot run without."""
    if PRODUCTION and not env.str(name, default=""):
        raise ImproperlyConfigured(f"{name} must be set in production; .env.example explains it.")
    return env.str(name, default=outside_production)


def _kept_secret() -> str:
    """A secret key of this machine's own, made once and kept, for everything that is not production."""
    kept = DATA_DIR / "secret_key"
    if not kept.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64))
    return kept.read_text()


SECRET_KEY = _needed("FORTNIGHT_SECRET_KEY", "") or _kept_secret()
SECRET_KEY_FALLBACKS = env.list("FORTNIGHT_SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("FORTNIGHT_HOSTS", default=[] if PRODUCTION else ["*"])
if PRODUCTION and ALLOWED_HOSTS:
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, "127.0.0.1"]  # the container's own health check
CSRF_TRUSTED_ORIGINS = env.list(
    "FORTNIGHT_ORIGINS", default=[f"https://{host}" for host in ALLOWED_HOSTS if host not in ("*", "127.0.0.1")]
)
SITE_URL = env.str("FORTNIGHT_SITE_URL", default="http://localhost:8000").rstrip("/")  # links in e-mail and PDF

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "guardian",
    "knox",
    "localflavor",
    "pghistory",
    "pgtrigger",
    "rest_framework",
    # The product, in the order in which one may import another: never upwards.
    "transfer.apps.TransferConfig",
    "reports.apps.ReportsConfig",
    "merging.apps.MergingConfig",
    "meetings.apps.MeetingsConfig",
    "cases.apps.CasesConfig",
    "referrals.apps.ReferralsConfig",
    "consent.apps.ConsentConfig",
    "families.apps.FamiliesConfig",
    "centres.apps.CentresConfig",
    "reminders.apps.RemindersConfig",
    "documents.apps.DocumentsConfig",
    "accounts.apps.AccountsConfig",
    "audit.apps.AuditConfig",
    "row_security.apps.RowSecurityConfig",
    "inputs",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.no_store",
    "config.signed_in.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "audit.context.ChangeContext",
    "config.middleware.one_transaction",  # after these two: what is sent once it is committed asks them
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.signed_in.StillSignedIn",
    "config.signed_in.SecondFactorFirst",
    "config.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "config.jinja.environment", "context_processors": ["config.context.frame"]},
    },
    {  # Third parties' own pages and mails only.
        "NAME": "django",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
FORM_RENDERER = "config.jinja.GovukRenderer"

# --- data ---------------------------------------------------------------------------------------------------

# Who works here never owns the tables, and a process that answers people sees only what row_security shows it: wsgi.py
# says that it is one. `migrate` alone works as the owner.
_DATABASE = {"CONN_MAX_AGE": env.int("DATABASE_CONN_MAX_AGE", default=60), "CONN_HEALTH_CHECKS": True}
# The one plan of each query in centres/prepared.py serves everybody: it finds single rows by their keys.
PLAN_ONCE = "-c plan_cache_mode=force_generic_plan"
_DATABASE_URL = _needed("DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/fortnight")
DATABASES = {
    "default": {
        **env.db_url_config(_DATABASE_URL),
        **_DATABASE,
        "OPTIONS": {"options": f"-c role={env.str('DATABASE_ROLE', default='fortnight_worker')} {PLAN_ONCE}"},
    },
    "owner": {**env.db_url_config(env.str("DATABASE_OWNER_URL", default=_DATABASE_URL)), **_DATABASE},
}
# knox's own token table is not used (KNOX_TOKEN_MODEL) and its foreign key would only stand in the way of tests.
MIGRATION_MODULES = {"knox": None}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = _needed("REDIS_URL", "redis://127.0.0.1:6379/0")
# Sign-in limits are counted in PostgreSQL: they hold for every web process, and while the broker is down.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache"
        if TEST
        else "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "fortnight_cache",
    }
}

# --- people and sessions ------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if TEST:
    PASSWORD_HASHERS.insert(0, "django.contrib.auth.hashers.MD5PasswordHasher")  # quick on purpose
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Everybody has a second factor: only the demo, whose people share one password, is without. docs/access.md
SECOND_FACTOR_REQUIRED = not DEMO
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # http://localhost
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("FORTNIGHT_PROXIES", default=0)
if TEST:
    ACCOUNT_RATE_LIMITS = False  # the limits have a test of their own that switches them on

# Idle limit: people share rooms and computers; what is typed is kept as a draft anyway.
SESSION_COOKIE_AGE = env.int("FORTNIGHT_IDLE_SECONDS", default=8 * 60 * 60 if DEMO else 30 * 60)
# However busy: after a day's work everybody signs in anew.
SESSION_LONGEST_SECONDS = env.int("FORTNIGHT_LONGEST_SECONDS", default=12 * 60 * 60)
SESSION_SAVE_EVERY_REQUEST = True  # so that the age above is time without a click
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
CSRF_FAILURE_VIEW = "config.refusals.stale_form"

ANONYMOUS_USER_NAME = None  # guardian: nobody is given anything without signing in
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False

# --- what a browser is told ---------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # the longest form is a review with its plan; files do not count
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- language, time, files ----------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
TIME_ZONE = "Europe/London"
FORMAT_MODULE_PATH = "config.formats"

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("FORTNIGHT_STATIC", default=str(DATA_DIR / "static" if DEMO else BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
if DEBUG or TEST:
    _STATIC_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"
elif DEMO:
    _STATIC_STORAGE = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
else:
    _STATIC_STORAGE = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}
WHITENOISE_USE_FINDERS = DEBUG or TEST
WHITENOISE_AUTOREFRESH = DEBUG

# --- e-mail -------------------------------------------------------------------------------------------------

if PRODUCTION or env.str("EMAIL_URL", default=""):
    vars().update(env.email_url_config(_needed("EMAIL_URL", "")))
elif TEST:
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("FORTNIGHT_MAIL_FROM", default="Fortnight <fortnight@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- background work: the rest is in settings_celery --------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")

# --- logs: what went wrong, never a family's name -----------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("FORTNIGHT_LOG_LEVEL", default="WARNING" if TEST else "INFO")},
    "loggers": {"fontTools": {"level": "WARNING"}, "weasyprint": {"level": "ERROR"}},
}

SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # the e-mail is unique whatever its capitals: constraint user_email_once
