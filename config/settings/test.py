"""The tests: fast hashing, files in a temporary folder, mail in memory."""

import secrets
import tempfile
from pathlib import Path

from config.settings.base import *
from config.settings.base import CACHE_URL, DATABASES, REDIS_CACHE, SQLITE_OPTIONS, env

DEBUG = False
SECRET_KEY = "test-key-" + "t" * 50
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
CHM_DEMO_ACCOUNTS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="mangrove-test-media-"))
LOCAL_CACHE = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
# Test processes that share a Redis do not share their keys.
CACHES = {
    "default": REDIS_CACHE | {"KEY_PREFIX": secrets.token_hex(4)} if CACHE_URL else LOCAL_CACHE
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
CELERY_TASK_EAGER_PROPAGATES = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
env.close()
