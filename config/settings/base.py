"""What every installation shares. Declarations only.

The three other modules say what differs: `development` (the embedded default),
`test` and `production`. `docs/settings.md` documents each environment variable.
"""

from pathlib import Path

import dj_database_url

from config import csp, sign_in
from config.env import Environment
from config.schedule import BEAT_SCHEDULE, SCHEDULE

env = Environment()

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.text("CHM_DATA_DIR", str(BASE_DIR / "var")))
BUILD_DIR = BASE_DIR / "build"
CHM_MAPS_DIR = BUILD_DIR / "vendor" / "maps"

BASE_URL = env.text("CHM_BASE_URL", "http://127.0.0.1:8000")
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1

INSTALLED_APPS = [
    "exchange",
    "search",
    "cms",
    "experts",
    "records",
    "notifications",
    "vocabularies",
    "accounts",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.search",
    "wagtail.contrib.search_promotions",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.apps.WagtailUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "heroicons",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Slow lines matter more than a few milliseconds; Django pads against BREACH.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.ContentSecurityPolicyMiddleware",
    "config.middleware.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SessionLimitsMiddleware",
    "accounts.middleware.AdminSecondFactorMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "records.middleware.ViewerMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "records.middleware.AtomicWritesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "notifications.context_processors.unread",
            ],
        },
    },
]

# --- Database --------------------------------------------------------------------
DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'mangrove.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
SQLITE_OPTIONS = {
    # A write transaction takes its lock when it begins, so that it never fails half-way
    # with "database is locked"; readers are not held up (WAL).
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;"
    ),
}

# --- Languages -------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("fr", "français"),
    ("es", "español"),
    ("ru", "русский"),
    ("ar", "العربية"),
    ("zh-hans", "中文"),
]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "UTC"
USE_TZ = True

# --- Cache, sessions, tasks ------------------------------------------------------
CACHE_URL = env.text("CACHE_URL", "")
REDIS_CACHE = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
DATABASE_CACHE = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "cache",
    "OPTIONS": {"MAX_ENTRIES": 10000},
}
# Wagtail writes each size of a picture to its cache on every page: one query is cheaper
# than that in a table.
NO_CACHE = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
CACHES = {
    "default": REDIS_CACHE if CACHE_URL else DATABASE_CACHE,
    "renditions": REDIS_CACHE if CACHE_URL else NO_CACHE,
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# Without a broker tasks run in the process; "memory:" keeps Celery from looking for one.
CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", "memory://")
CELERY_TASK_ALWAYS_EAGER = CELERY_BROKER_URL == "memory://"
CELERY_TASK_EAGER_PROPAGATES = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 1800
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Longer than the longest task, or Redis hands a running task to a second worker.
    "visibility_timeout": env.number("CHM_TASK_VISIBILITY_SECONDS", 3600),
    # Tasks of a worker that died are looked for every ten seconds, not every hundred.
    "unacked_restore_throttle": 1,
    # A broker that is down costs a web request moments, not the default six seconds a task.
    "socket_connect_timeout": 1,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = BEAT_SCHEDULE
CHM_SCHEDULE = SCHEDULE
TASKS = {"default": {"BACKEND": "config.celery.CeleryTaskBackend"}}

# --- Search ----------------------------------------------------------------------
ELASTICSEARCH_URL = env.words("ELASTICSEARCH_URL")
# The alias that searches ask; sites that share a cluster have one each.
CHM_SEARCH_INDEX = env.text("CHM_SEARCH_INDEX", "mangrove")
# Without the embedded index nothing answers while Elasticsearch is away.
CHM_SEARCH_EMBEDDED = env.flag("CHM_SEARCH_EMBEDDED", default=True)
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}
MODELSEARCH_BACKENDS = WAGTAILSEARCH_BACKENDS

# --- Files -----------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BUILD_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "frontend" / "static",
    *([BUILD_DIR / "vendor"] if (BUILD_DIR / "vendor").is_dir() else []),
]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# Who left: kept apart from the database, so that a restored backup can forget them again.
CHM_ERASURE_LOG = env.text("CHM_ERASURE_LOG", str(DATA_DIR / "erasures.jsonl"))
S3_BUCKET = env.text("CHM_S3_BUCKET", "")
FILE_STORAGE = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
S3_STORAGE = {
    "BACKEND": "storages.backends.s3.S3Storage",
    "OPTIONS": {
        "bucket_name": S3_BUCKET,
        "endpoint_url": env.text("CHM_S3_ENDPOINT_URL", "") or None,
        "region_name": env.text("CHM_S3_REGION", "") or None,
        "default_acl": "private",
        "querystring_auth": True,
        "file_overwrite": False,
    },
}
STORAGES = {
    "default": S3_STORAGE if S3_BUCKET else FILE_STORAGE,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- Mail ------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.text("CHM_MAIL_FROM", "Mangrove <noreply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Wagtail ---------------------------------------------------------------------
WAGTAIL_SITE_NAME = env.text("CHM_SITE_NAME", "Mangrove")
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILIMAGES_IMAGE_MODEL = "cms.CustomImage"
WAGTAILDOCS_DOCUMENT_MODEL = "cms.CustomDocument"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "avif", "webp": "webp"}
WAGTAILDOCS_MAX_UPLOAD_SIZE = 40 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = [
    "csv", "docx", "geojson", "json", "key", "odp", "ods", "odt", "pdf", "pptx",
    "rtf", "txt", "xlsx", "xml", "zip",
]  # fmt: skip
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.publishing.publish_approved"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.upload_forms.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.upload_forms.ImageForm"
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
# Passwords and mail addresses change on the account pages only, which ask again who it is.
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_USAGE_COUNT_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_JOBS = {"BACKEND": "cms.translation_jobs.CeleryJobs"}

# --- Accounts --------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# Added to the limits of allauth, which count by address.
ACCOUNT_RATE_LIMITS = {
    "cms_feedback": "10/h/ip",
    # Per person and day, and per pair of people and hour.
    "contact_message": "20/d/user,3/h/key",
    "page_password": "10/m/ip",
    "search_export": "20/m/ip",
    "work_lookup": "30/h/user",
}
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BASE_URL.startswith("https") else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("CHM_TRUSTED_PROXY_COUNT", 0)
# A row for each session, written at sign-in; not at each page.
USERSESSIONS_TRACK_ACTIVITY = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = WAGTAIL_SITE_NAME
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "add_email": "accounts.forms.AddEmailForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "confirm_login_code": "accounts.forms.ConfirmLoginCodeForm",
    "login": "accounts.forms.LoginForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "request_login_code": "accounts.forms.RequestLoginCodeForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "signup": "accounts.forms.SignupForm",
}
MFA_FORMS = {
    "activate_totp": "accounts.forms.ActivateTOTPForm",
    "add_webauthn": "accounts.forms.AddWebAuthnForm",
    "authenticate": "accounts.forms.AuthenticateForm",
    "edit_webauthn": "accounts.forms.EditWebAuthnForm",
    "reauthenticate": "accounts.forms.ReauthenticateByCodeForm",
}
# Whether people who may open /admin/ must have a second factor.
CHM_ADMIN_REQUIRES_MFA = env.flag("CHM_ADMIN_REQUIRES_MFA", default=False)
# Whether the accounts of the demonstration may have a password that everybody knows.
CHM_DEMO_ACCOUNTS = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- Sign-in by other sites ------------------------------------------------------
SOCIALACCOUNT_PROVIDERS = sign_in.providers(
    sign_in.provider(
        key=sign_in.ORCID,
        name="ORCID",
        url=env.text("CHM_ORCID_URL", "https://orcid.org"),
        client_id=env.text("CHM_ORCID_CLIENT_ID", ""),
        secret=env.text("CHM_ORCID_SECRET", ""),
        scopes=["openid"],
    ),
    sign_in.provider(
        key="oidc",
        name=env.text("CHM_OIDC_NAME", "OpenID Connect"),
        url=env.text("CHM_OIDC_URL", ""),
        client_id=env.text("CHM_OIDC_CLIENT_ID", ""),
        secret=env.text("CHM_OIDC_SECRET", ""),
        scopes=["openid", "profile", "email"],
    ),
)
# Where works of people are looked up; these hosts alone are asked (decision 0119).
CHM_ORCID_API_URL = env.text("CHM_ORCID_API_URL", "https://pub.orcid.org/v3.0")
CHM_CROSSREF_URL = env.text("CHM_CROSSREF_URL", "https://api.crossref.org")
CHM_LOOKUPS_PRIVATE = env.flag("CHM_LOOKUPS_PRIVATE", default=False)
SOCIALACCOUNT_ADAPTER = "accounts.social.SocialAccountAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "mandatory"
# Nobody comes into an account because another site says that they own its address.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False

# --- Security --------------------------------------------------------------------
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
# Origins that browsers load uploaded pictures from, when it is not this site.
FILE_ORIGINS = env.words("CHM_FILE_ORIGINS")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": csp.site_policy(FILE_ORIGINS, forms=sign_in.origins(SOCIALACCOUNT_PROVIDERS))
}
CHM_ADMIN_SECURITY_POLICY = csp.admin_policy(FILE_ORIGINS)
# Where weaknesses are told: an address that begins with mailto: or https:.
CHM_SECURITY_CONTACT = env.text("CHM_SECURITY_CONTACT", f"{BASE_URL}/")
# Seconds that a session may rest, and may last; shorter in the two admins.
CHM_SESSION_IDLE = env.number("CHM_SESSION_IDLE", 14 * 86400)
CHM_SESSION_TOTAL = env.number("CHM_SESSION_TOTAL", 60 * 86400)
CHM_ADMIN_SESSION_IDLE = env.number("CHM_ADMIN_SESSION_IDLE", 2 * 3600)
CHM_ADMIN_SESSION_TOTAL = env.number("CHM_ADMIN_SESSION_TOTAL", 12 * 3600)
SESSION_COOKIE_AGE = CHM_SESSION_TOTAL

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # One line for each task that succeeded would hide the lines that matter.
    "loggers": {
        "celery.app.trace": {"level": "WARNING"},
        # It logs each request, and each failure with its traceback; we log each outage.
        "elastic_transport": {"level": "ERROR"},
    },
}
