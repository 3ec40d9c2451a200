"""What every way of running the portal shares; the environment fills in the rest."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent

# What the running portal keeps: the embedded database, uploaded files, stored mail.
DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()

DEBUG = False
DEMO = False
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The portal's own apps, each below those it imports.
PORTAL_APPS = [
    "portal.base",
    "portal.taxonomies",
    "directory",
    "accounts",
    "news",
    "practices",
    "events",
    "forums",
    "indicators",
    "recommendations",
    "search",
    "notifications",
    "portal.home",
]
INSTALLED_APPS = [
    *PORTAL_APPS,
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "portal.base.documents.DocumentsConfig",  # wagtail.documents with our rule for editors
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rules.apps.AutodiscoverRulesConfig",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "django_tasks",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.base.middleware.ReaderLanguageMiddleware",  # in the place of Django's LocaleMiddleware
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.PersonMiddleware",  # in the place of Django's AuthenticationMiddleware
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.base.middleware.PlainRequestMiddleware",  # before the first query with what was typed
    "forums.closed_pages.ClosedForumPages",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

# A fragment ("page.html#part") is found by the partials loader, around the usual cached ones.
TEMPLATE_LOADERS = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                ("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", TEMPLATE_LOADERS)]),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.base.context.page_frame",
            ],
            "builtins": ["template_partials.templatetags.partials"],
        },
    },
]


def database_from_environment() -> dict:
    """The database of ``DATABASE_URL``, or the embedded one in ``DATA_DIR``, with options that keep writers safe."""
    database = env.db_url("DATABASE_URL", default="sqlite://")
    if database["ENGINE"] == "django.db.backends.sqlite3":
        if database["NAME"] == ":memory:":
            DATA_DIR.mkdir(parents=True, exist_ok=True)
            database["NAME"] = DATA_DIR / "sofra.sqlite3"
        # IMMEDIATE makes a writer wait for its turn; without it parallel writers lose votes.
        options = {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL"}
    else:
        # Prepared statements break behind a pooler that shares connections, and are not missed elsewhere.
        options = {"prepare_threshold": None}
        database |= {"CONN_HEALTH_CHECKS": True}
    database["CONN_MAX_AGE"] = 60  # seconds; opening one costs more than a page's queries, on SQLite too
    database["OPTIONS"] = options | database.get("OPTIONS", {})
    return database


def cache_from_environment() -> dict:
    """Redis where ``CACHE_URL`` names one, else a table of the database: both are shared by all processes."""
    if url := env("CACHE_URL", default=""):
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    return {"BACKEND": "portal.base.shared_cache.CountingDatabaseCache", "LOCATION": "cache"}


DATABASES = {"default": database_from_environment()}
CACHES = {"default": cache_from_environment()}
SEARCH_URL = env("SEARCH_URL", default="")  # empty: the database answers searches itself
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

RATE_LIMITS = env.bool("RATE_LIMITS", default=True)  # off only where speed is measured

# Languages of the site: address, menus, interface.
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("sr", "српски"),
    ("sr-latn", "srpski"),
    ("bs", "bosanski"),
    ("mk", "македонски"),
    ("sq", "shqip"),
]
LANGUAGE_COOKIE_NAME = "ui_language"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Europe/Belgrade"
USE_TZ = True
FORMAT_MODULE_PATH = "portal.formats"

# Trees of pages: the Latin script of Serbian is derived, so it has no tree.
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = [language for language in LANGUAGES if language[0] != "sr-latn"]

# Who is who
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "accounts.backends.PortalBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.AboutYou"
ACCOUNT_FORMS = {
    "login": "accounts.entrance.SignIn",
    "signup": "accounts.entrance.SignUp",
    "add_email": "accounts.entrance.AddAddress",
    "change_email": "accounts.entrance.ChangeAddress",
    "change_password": "accounts.entrance.ChangePassword",
    "set_password": "accounts.entrance.SetPassword",
    "reset_password": "accounts.entrance.ForgotPassword",
    "reset_password_from_key": "accounts.entrance.NewPasswordByKey",
    "reauthenticate": "accounts.entrance.IsItYou",
    "request_login_code": "accounts.entrance.AskForCode",
    "confirm_login_code": "accounts.entrance.SignInByCode",
    "confirm_email_verification_code": "accounts.entrance.ConfirmAddress",
    "confirm_password_reset_code": "accounts.entrance.ConfirmReset",
}
ACCOUNT_ADAPTER = "accounts.adapter.PortalAccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {"signup": "60/h/ip"}  # a hall full of people signs up through one line
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "accounts.entrance.SecondStep",
    "reauthenticate": "accounts.entrance.SecondStepAgain",
    "activate_totp": "accounts.entrance.BeginSecondStep",
}
MFA_TOTP_ISSUER = "Sofra"

# Mail
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Sofra <sofra@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 20  # seconds; only the worker waits for the mail server
# Where people answer by mail, "reply@example.org": what comes for reply+anything@ is given to manage.py inbound_mail,
# or fetched from INBOUND_IMAP_URL ("imaps://name:password@mail.example.org/INBOX"). Empty: answers are not read.
INBOUND_ADDRESS = env("INBOUND_ADDRESS", default="")
INBOUND_IMAP_URL = env("INBOUND_IMAP_URL", default="")

# Who is told of a weakness, an e-mail or web address, in /.well-known/security.txt; empty: there is no such file.
SECURITY_CONTACT = env("SECURITY_CONTACT", default="")

# The editors' side
WAGTAIL_SITE_NAME = "Sofra"
WAGTAILADMIN_BASE_URL = env("BASE_URL", default="http://127.0.0.1:8000")
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English")]  # the only site language the editors' side is translated into
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_FRONTEND_LOGIN_URL = "/account/login/"
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no third-party request
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "base.PortalImage"
WAGTAILDOCS_DOCUMENT_MODEL = "base.PortalDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000  # the default, 128 million, lets a 15 kB file take 600 MB of memory
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_ACCEL_PREFIX = env("MEDIA_ACCEL_PREFIX", default="")  # the inner address at which the server in front reads files
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.base.static_files.StaticFiles"},
}

# What browsers are told. The editors' side needs inline scripts, the public site has none.
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/cms/"],
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the editors' preview frames its own pages
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.base.views.stale_form"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # Every page saved is a line of theirs; what matters of it is in the audit and in the page's history.
        "wagtail": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "elastic_transport": {"level": "WARNING"},
        # A page of news for every PDF: each step of its layout, each font cut to its letters.
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}
