"""All settings. Environments differ by variables only; `portal.checks` refuses mistakes at the start."""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from portal import logs
from portal.schema_names import ENUM_NAMES

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("DEMO", False)  # invented people, signing in with one click; refused when DEBUG is off
# The government banner and identifier; everything else says that it is a demonstration.
OFFICIAL_SITE = env.bool("OFFICIAL_SITE", False)
SECRET_KEY = env.str("SECRET_KEY", "insecure-only-for-checks-and-tests-" + "0" * 24)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("SITE_URL", "http://localhost:8000")
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))

# --- database: one log-in per kind of process ------------------------------------------------------------------
DATABASE_VARIABLES = {
    "app": "DATABASE_URL",
    "owner": "DATABASE_OWNER_URL",
    "worker": "DATABASE_WORKER_URL",
    "backup": "DATABASE_BACKUP_URL",
}
DATABASE_AS = env.str("DATABASE_AS", "app")
DATABASE = env.db_url(DATABASE_VARIABLES[DATABASE_AS], default="postgres://portal_app@127.0.0.1/portal")
DATABASES = {
    "default": {
        **DATABASE,
        "ENGINE": "django.db.backends.postgresql",
        "OPTIONS": {"connect_timeout": 5, **DATABASE.get("OPTIONS", {})},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "portal",
    "specialists",
    "partners",
    "grants",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "portal.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.private",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.middleware.probes",
    "portal.middleware.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.middleware.TenancyMiddleware",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "portal.pages.surroundings",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "portal.templatetags.portal"],
        },
    }
]
FORM_RENDERER = "portal.pages.FormRenderer"

# --- people ----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = ["portal.accounts.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "portal.accounts.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_CONFIRMATION_ANONYMOUS_REDIRECT_URL = "/sign-in/"
ALLAUTH_TRUSTED_PROXY_COUNT = int(env.bool("BEHIND_PROXY", False))
MFA_TOTP_ISSUER = "Ninety-Four"

# --- sessions, cookies, transport ------------------------------------------------------------------------------
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_AGE, SESSION_IDLE_SECONDS = 12 * 60 * 60, 15 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # gone with the browser: nobody's visit is kept
CSRF_FAILURE_VIEW = "portal.views.home.csrf_failure"
SECURE_SSL_REDIRECT = not DEBUG
SECURE_HSTS_SECONDS = 0 if DEBUG else 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" makes browsers send "Origin: null", which CSRF refuses
X_FRAME_OPTIONS = "DENY"
# Where the quick exit goes: a neutral page that nobody is surprised to find open.
LEAVE_URL = "https://www.weather.gov/"

# --- language and time -----------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
TIME_ZONE = "America/New_York"

# --- static files ----------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", VAR_DIR / "assets"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# --- mail and jobs ---------------------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default="smtp://127.0.0.1:1025"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("FROM_EMAIL", "portal@ninety-four.example")
MESSAGE_ID_DOMAIN = env.str("MESSAGE_ID_DOMAIN", "ninety-four.example")
CELERY_BROKER_URL = REDIS_URL = env.str("REDIS_URL", "redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "portal.cache.RedisOrMemory",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "n94",
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
}
# Notices of funding: where the extract of Grants.gov is published, and which of its notices are kept.
OPPORTUNITY_LISTINGS = env.list("OPPORTUNITY_LISTINGS", default=[])  # none: those of the catalog
OPPORTUNITY_AGENCIES = env.list("OPPORTUNITY_AGENCIES", default=["USDOJ-OJP-OVW", "USDOJ-OJP-OVC"])
OPPORTUNITY_FEED_URL, OPPORTUNITY_STALE_DAYS = env.str("OPPORTUNITY_FEED_URL", ""), env.int("OPPORTUNITY_STALE_DAYS", 3)
MAIL_TICK_SECONDS, PLAN_TICK_SECONDS = env.int("MAIL_TICK_SECONDS", 60), env.int("PLAN_TICK_SECONDS", 300)
CELERY_TASK_IGNORE_RESULT = CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 0  # no limit: an ack lost while the broker hangs would use one up for good
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 240, 270  # a task that hangs ends within a message's lease
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES, CELERY_BROKER_CONNECTION_TIMEOUT = None, 5
# What a lost worker had taken comes back after ten minutes: longer than any task may run.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600, "socket_timeout": 30, "socket_keepalive": True}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # the lines of portal.logs
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
TICKS = {
    "portal.deliver_messages": MAIL_TICK_SECONDS, "portal.plan_reminders": PLAN_TICK_SECONDS,
    "partners.recount_figures": PLAN_TICK_SECONDS, "partners.settle_merges": PLAN_TICK_SECONDS,
    "partners.purge_drafts": 3600, "partners.purge_uploads": 3600, "partners.open_law_steps": PLAN_TICK_SECONDS,
    "grants.import_opportunities": 3600, "grants.ask_outcomes": 3600, "grants.tell_reopenings": 3600,
    "grants.tell_milestones": 3600}  # fmt: skip
CELERY_BEAT_SCHEDULE = {task: {"task": task, "schedule": seconds} for task, seconds in TICKS.items()}

# --- API -------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["portal.api.FromMiddleware"],
    "DEFAULT_PERMISSION_CLASSES": ["portal.api.ByTable"],
    "DEFAULT_PAGINATION_CLASS": "portal.api.Pages",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "portal.schema.Operation",
    "DEFAULT_THROTTLE_CLASSES": ["portal.api.Throttle"],
    "DEFAULT_THROTTLE_RATES": {"visitor": "60/min", "signed_in": "600/min"},
    "EXCEPTION_HANDLER": "portal.api.problem",
    "UNAUTHENTICATED_USER": None,
    "NUM_PROXIES": int(env.bool("BEHIND_PROXY", False)),
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Ninety-Four",
    "VERSION": "1",
    "DESCRIPTION": "Coverage, vacancies, outreach and partners of the 94 US Attorney's Offices.",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": ENUM_NAMES,
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "portal.schema.with_problems"],
}
LOGGING = logs.configuration(readable=DEBUG)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **{key: ["'none'"] for key in ["default-src", "frame-ancestors", "base-uri"]},
        **{key: ["'self'"] for key in ["script-src", "style-src", "font-src", "connect-src", "form-action"]},
        "img-src": ["'self'", "data:"],
    }
}
