"""How the suite gets its database: migrated once, then copied for each worker."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test.utils import override_settings, setup_databases, teardown_databases
from django.utils.translation import override
from pytest_django import DjangoDbBlocker

from tests.servers import (  # noqa: F401  (hooks)
    elasticsearch_url,
    pytest_collection_modifyitems,
    pytest_runtest_makereport,
)

CACHE = Path(__file__).resolve().parents[1] / ".pytest_cache" / "databases"


def migrations_digest() -> str:
    """Name the state of all migrations, ours and those of the packages."""
    digest = hashlib.sha256()
    for config in sorted(apps.get_app_configs(), key=lambda config: config.name):
        for path in sorted(Path(config.path).glob("migrations/*.py")):
            digest.update(f"{config.name}/{path.name}".encode())
            if not config.path.startswith(sys.prefix):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def migrated_template() -> Path:
    """Return the file of an empty, migrated SQLite database; made once per state."""
    template = CACHE / f"{migrations_digest()}.sqlite3"
    if not template.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        unfinished = CACHE / f"{template.stem}.{os.getpid()}.tmp"
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity=0"],
            cwd=settings.BASE_DIR,
            env=os.environ
            | {
                "DATABASE_URL": f"sqlite:///{unfinished}",
                "DJANGO_SETTINGS_MODULE": "config.settings.test",
            },
            check=True,
        )
        with sqlite3.connect(unfinished) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            database.execute("PRAGMA journal_mode=DELETE")
        unfinished.rename(template)
    return template


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Give this worker a migrated database of its own."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            yield from sqlite_copy(tmp_path_factory.mktemp("database") / "test.sqlite3")
        else:
            created = setup_databases(verbosity=0, interactive=False)
            yield
            teardown_databases(created, verbosity=0)


def sqlite_copy(copy: Path) -> Iterator[None]:
    """Point the connection at a copy of the template."""
    shutil.copy(migrated_template(), copy)
    connection.close()
    connection.settings_dict["NAME"] = str(copy)
    settings.DATABASES["default"]["NAME"] = str(copy)
    yield
    connection.close()


@pytest.fixture(autouse=True)
def language_of_the_code() -> Iterator[None]:
    """Begin each test in English: a test client leaves its last page's language active."""
    with override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _elasticsearch_where_it_is_asked_for(request: pytest.FixtureRequest) -> Iterator[None]:
    """Only tests marked so search in Elasticsearch, also where one is running."""
    is_asked_for = request.node.get_closest_marker("elasticsearch") is not None
    with override_settings(ELASTICSEARCH_URL=[elasticsearch_url()] if is_asked_for else []):
        yield
