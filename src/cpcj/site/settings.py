"""Settings, all from the environment; docs/settings.md lists them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.utils.translation import gettext_lazy as _

from cpcj.site.environment import (
    cache,
    choice,
    flag,
    force_scales,
    home,
    key,
    mail,
    number,
    single_sign_on,
    words,
)
from cpcj.site.logs import FORMATS, settings_for

PACKAGE = Path(__file__).resolve().parents[1]
HOME = home()
DEBUG = flag("CPCJ_DEBUG", default=False)
DEMONSTRATION = flag("CPCJ_DEMONSTRATION", default=False)
TLS = flag("CPCJ_TLS", default=False)

SECRET_KEY = key("CPCJ_SECRET_KEY", HOME / "secret-key")
AUDIT_KEY = key("CPCJ_AUDIT_KEY", HOME / "audit-key").encode()
ALLOWED_HOSTS = words("CPCJ_ALLOWED_HOSTS", default="127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = words("CPCJ_TRUSTED_ORIGINS", default="")
SITE_ADDRESS = os.environ.get("CPCJ_SITE_ADDRESS", "").rstrip("/")  # for links in letters

METRICS_TOKEN = os.environ.get("CPCJ_METRICS_TOKEN", "")
LOG_FORMAT = choice("CPCJ_LOG_FORMAT", FORMATS, default="line")

# The rooms, lowest first; a room may import only those before it.
ROOMS = [
    "cpcj.frame",
    "cpcj.audit",
    "cpcj.jobs",
    "cpcj.accounts",
    "cpcj.tokens",
    "cpcj.evidence",
    "cpcj.documents",
    "cpcj.register",
    "cpcj.register.followup",
    "cpcj.register.reporting",
    "cpcj.register.budget",
    "cpcj.register.language",
    "cpcj.treaties",
    "cpcj.funding",
    "cpcj.funding.trust_fund",
    "cpcj.funding.institute",
    "cpcj.funding.campaigns",
    "cpcj.assistance",
    "cpcj.assistance.portfolio",
    "cpcj.assistance.results",
    "cpcj.assistance.publication",
    "cpcj.assistance.coverage",
    "cpcj.assistance.profiles",
    "cpcj.reviews",
    "cpcj.reviews.checklists",
    "cpcj.open_data",
    "cpcj.site",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_tasks",
    "django_tasks_db",
    *ROOMS,  # before allauth: the rooms' templates take the place of its own
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "cpcj.site.logs.RequestLog",
    "cpcj.site.metrics.Measured",
    "django.middleware.security.SecurityMiddleware",
    "cpcj.frame.middleware.SecurityHeaders",
    "cpcj.frame.middleware.WithoutNulls",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cpcj.site.api.middleware.ProgramRequests",
]
ROOT_URLCONF = "cpcj.site.urls"
WSGI_APPLICATION = "cpcj.site.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cpcj.frame.context.page",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# SQLite unless DATABASE_URL says otherwise. IMMEDIATE lets writers queue at BEGIN, where the busy
# timeout holds, instead of failing when a read lock would become a write lock.
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **dj_database_url.parse(
            os.environ.get("DATABASE_URL") or f"sqlite:///{HOME / 'cpcj.sqlite3'}",
            conn_max_age=600,
        )
    }
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds a writer waits for another
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
        ),
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["cpcj.accounts.backends.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "start"

# Accounts (docs/accounts.md). On one's own machine (no TLS) no role demands a second factor.
SECOND_FACTOR_ROLES = words("CPCJ_SECOND_FACTOR_ROLES", default="administrator" if TLS else "")
SIGN_IN_TRIES = number("CPCJ_SIGN_IN_TRIES", default=10)
INVITATION_HOURS = number("CPCJ_INVITATION_HOURS", default=72)
PASSWORD_RESET_TIMEOUT = 3600  # seconds
MAIL = mail("CPCJ_EMAIL_URL")
MAIL_IS_SET = len(MAIL) > 1
globals().update(MAIL)
DEFAULT_FROM_EMAIL = os.environ.get("CPCJ_EMAIL_FROM", "cpcj@localhost")
ACCOUNT_ADAPTER = "cpcj.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address comes from the administrator who invites
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = MAIL_IS_SET
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody is written to who has no account
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # the other sessions end, this one goes on
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # seconds
ACCOUNT_USER_DISPLAY = str
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE
ACCOUNT_FORMS = {"login": "cpcj.accounts.adapters.SignInForm"}
# A whole office may sign in from one address at nine; failures are counted by accounts/lockout.py.
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(flag("CPCJ_BEHIND_PROXY", default=False))
MFA_FORMS = {
    "add_webauthn": "cpcj.accounts.adapters.PasskeyForm",
    "authenticate": "cpcj.accounts.adapters.CodeForm",
    "reauthenticate": "cpcj.accounts.adapters.CodeAgainForm",
}
MFA_ADAPTER = "cpcj.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "CPCJ"
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds that a clock may be off
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not TLS  # browsers allow it on one's own machine alone
SOCIALACCOUNT_ADAPTER = "cpcj.accounts.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = flag("CPCJ_OIDC_BY_EMAIL", default=False)
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = SOCIALACCOUNT_EMAIL_AUTHENTICATION
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may not lead elsewhere (Content-Security-Policy)
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = single_sign_on()

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", _("Arabic")),
    ("zh-hans", _("Chinese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]
# Each language by its own name, as the language switcher shows it.
LANGUAGE_NAMES = [
    ("ar", "العربية"),
    ("zh-hans", "中文"),
    ("en", "English"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("es", "Español"),
]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["cpcj.site.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = TLS

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# Limits on what a request may carry.
UPLOAD_FILE_BYTES = number("CPCJ_UPLOAD_FILE_MB", default=50) * 1024 * 1024
UPLOAD_FILES = number("CPCJ_UPLOAD_FILES", default=500)
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # pasted text and form fields
DATA_UPLOAD_MAX_NUMBER_FILES = UPLOAD_FILES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = TLS
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = TLS
CSRF_FAILURE_VIEW = "cpcj.site.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = TLS
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # a probe asks the process itself
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if flag("CPCJ_BEHIND_PROXY", default=False) else None
)
X_FRAME_OPTIONS = "DENY"
# Plain HTTP is right on one's own machine; where it is not, CPCJ_TLS turns all of these on.
SILENCED_SYSTEM_CHECKS = [] if TLS else ["security.W004", "security.W008", "security.W012",
                                         "security.W016"]  # fmt: skip

# What is kept for pages holds until the next write, so each process may keep its own; what must be
# counted over all processes (attempts to sign in, requests of a token) needs a shared one.
CACHES: dict[str, dict[str, Any]] = {
    "default": cache(os.environ.get("CPCJ_CACHE", "")),
    # Pages drawn once (frame/drawn.py); a page is some 100 KB.
    "drawn": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "drawn",
        "OPTIONS": {"MAX_ENTRIES": 400},
    },
}

# Working days in which the office acknowledges and answers a State's request for assistance.
REQUEST_ACKNOWLEDGE_DAYS = number("CPCJ_REQUEST_ACKNOWLEDGE_DAYS", default=5)
REQUEST_ANSWER_DAYS = number("CPCJ_REQUEST_ANSWER_DAYS", default=30)

# The programming interface: how often a program may ask, and whose pages may read the answers.
API_REQUESTS_A_MINUTE = number("CPCJ_API_REQUESTS_A_MINUTE", default=300)
API_REQUESTS_A_MINUTE_WITH_TOKEN = number("CPCJ_API_REQUESTS_A_MINUTE_WITH_TOKEN", default=1200)
API_ORIGINS = words("CPCJ_API_ORIGINS", default="*")

# A TOML file with orders of force of verbs that readers may choose beside those shipped.
FORCE_SCALES = force_scales("CPCJ_FORCE_SCALES")

# The files of the open data, and what may be done with them.
DOWNLOADS_ROOT = HOME / "downloads"
DATA_LICENCE = os.environ.get("CPCJ_DATA_LICENCE") or (
    "Facts about the texts (who is asked to do what, by when, what cites what) may be used "
    "freely. The words of the texts are those of the United Nations, which holds the rights in "
    "them; its terms of use apply."
)

LOGGING = settings_for(LOG_FORMAT, os.environ.get("CPCJ_LOG_LEVEL") or "WARNING")
