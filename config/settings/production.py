"""Servers: everything that must be secret or external comes from the environment."""

from config.settings.base import *
from config.settings.base import BASE_URL, DATABASES, SQLITE_OPTIONS, STORAGES, env

DEBUG = False
SECRET_KEY = env.text("CHM_SECRET_KEY")
ALLOWED_HOSTS = env.words("CHM_ALLOWED_HOSTS")
if not ALLOWED_HOSTS:
    env.problems.append("CHM_ALLOWED_HOSTS is required")
if SECRET_KEY.startswith("insecure-") or 0 < len(SECRET_KEY) < 50:
    env.problems.append("CHM_SECRET_KEY must be a random text of at least 50 characters")
if not BASE_URL.startswith("https://"):
    env.problems.append("CHM_BASE_URL must begin with https://")
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS

CHM_ADMIN_REQUIRES_MFA = env.flag("CHM_ADMIN_REQUIRES_MFA", default=True)
CSRF_TRUSTED_ORIGINS = [BASE_URL]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
}
EMAIL_BACKEND = "notifications.smtp.EmailBackend"
EMAIL_HOST = env.text("CHM_SMTP_HOST", "localhost")
EMAIL_PORT = env.number("CHM_SMTP_PORT", 25)
EMAIL_HOST_USER = env.text("CHM_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.text("CHM_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.flag("CHM_SMTP_TLS", default=False)
EMAIL_TIMEOUT = 10

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
env.close()
