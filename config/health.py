"""What a load balancer and an operator ask (docs/operations.md).

`/health/live` answers without any I/O: the process is there. `/health/ready` looks at
every part. Without its database, or with migrations to run, the site cannot serve: 503.
Without cache, broker, Elasticsearch or clock it serves with less: 200 and "degraded".
"""

import logging
import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from records.models import JobLease
from search.indexing import status

logger = logging.getLogger(__name__)

TIMEOUT = 2.0
# The sequencer begins every few seconds; a longer silence means that no clock runs.
CLOCK_MAY_BE_SILENT = timedelta(minutes=5)


class PartError(Exception):
    """A part does not work; the message is for everybody's eyes."""


def check_database() -> str:
    """Ask the database for one row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return connection.vendor


@lru_cache(maxsize=1)
def check_migrations() -> str:
    """Compare the migrations of the code with those applied; a good answer is kept."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise PartError(f"{len(waiting)} migrations to run")
    return "applied"


def check_cache() -> str:
    """Write a key and read it back."""
    key = f"health:{secrets.token_hex(8)}"
    cache.set(key, "1", timeout=10)
    if cache.get(key) != "1":
        raise PartError("it forgets what it is told")
    return "redis" if settings.CACHE_URL else "database"


def check_broker() -> str:
    """Connect to the broker, where tasks go to one."""
    if settings.CELERY_TASK_ALWAYS_EAGER:
        return "tasks run in the process"
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=TIMEOUT)
    return "celery"


def check_search() -> str:
    """Ask Elasticsearch whether it is there, and how far its index is."""
    if not settings.ELASTICSEARCH_URL:
        return "embedded"
    if not status.nodes_answer():
        raise PartError("no node answers: the embedded index does")
    if problem := status.problem():
        raise PartError(problem)
    return "elasticsearch"


def check_clock() -> str:
    """Look when the sequencer last began."""
    lease = JobLease.objects.filter(name="number-changes").first()
    if lease is None or lease.started is None:
        raise PartError("no job has run yet")
    if timezone.now() - lease.started > CLOCK_MAY_BE_SILENT:
        raise PartError("no job has run for a while")
    return "runs"


VITAL: dict[str, Callable[[], str]] = {
    "database": check_database,
    "migrations": check_migrations,
}
OTHERS: dict[str, Callable[[], str]] = {
    "cache": check_cache,
    "broker": check_broker,
    "search": check_search,
    "clock": check_clock,
}


@require_safe
@never_cache
def live(_request: HttpRequest) -> JsonResponse:
    """Say that the process is there."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """Say how each part is: 200 when the site can serve, 503 when it cannot."""
    vital = {name: _state_of(name, check) for name, check in VITAL.items()}
    others = {name: _state_of(name, check) for name, check in OTHERS.items()}
    if not all(part["ok"] for part in vital.values()):
        status = "unavailable"
    elif not all(part["ok"] for part in others.values()):
        status = "degraded"
    else:
        status = "ok"
    return JsonResponse(
        {"status": status, "parts": vital | others},
        status=503 if status == "unavailable" else 200,
    )


def _state_of(name: str, check: Callable[[], str]) -> dict[str, str | bool]:
    try:
        return {"ok": True, "detail": check()}
    except PartError as error:
        return {"ok": False, "detail": str(error)}
    except DatabaseError:
        logger.exception("Health: %s", name)
        return {"ok": False, "detail": "the database does not answer"}
    except Exception:
        # Clients of caches and brokers raise what they like; the answer must still come.
        logger.exception("Health: %s", name)
        return {"ok": False, "detail": "it does not answer"}
