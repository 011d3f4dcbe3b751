"""The embedded default: one process, SQLite, no server beside it."""

from config.settings.base import *
from config.settings.base import DATABASES, SQLITE_OPTIONS, env

DEBUG = env.flag("CHM_DEBUG", default=False)
# Known to everybody; production settings refuse to start with it.
SECRET_KEY = env.text("CHM_SECRET_KEY", "insecure-development-key-" + "x" * 40)
ALLOWED_HOSTS = env.words("CHM_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
# Static files come from their sources: nothing has to be collected first.
WHITENOISE_USE_FINDERS = True
CHM_DEMO_ACCOUNTS = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
env.close()
