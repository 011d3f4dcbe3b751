"""Celery, and Wagtail's background tasks sent through it.

One clock schedule for the whole house: `SCHEDULE` names each job once. Beat starts them
on servers; `run_jobs` starts them where there is no beat (decision 0003).
"""

import logging
import os
from typing import Any, ParamSpec, TypeVar

from celery import Celery, shared_task
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.signals import task_enqueued
from django_tasks.utils import get_random_id, normalize_json
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)
T = TypeVar("T")
P = ParamSpec("P")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

app = Celery("mangrove")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="jobs")


@shared_task(name="config.run_wagtail_task")
def run_wagtail_task(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Call the `django_tasks` task at `path` with JSON arguments."""
    import_string(path).func(*args, **kwargs)


class CeleryTaskBackend(BaseTaskBackend):
    """A `django_tasks` backend that hands tasks to Celery once the work is committed."""

    def enqueue(
        self,
        task: Task[P, T],
        args: Any,
        kwargs: Any,
    ) -> TaskResult[T]:
        """Queue the task after the commit; arguments must be JSON."""
        self.validate_task(task)
        message = [task.module_path, normalize_json(args), normalize_json(kwargs)]
        result: TaskResult[T] = TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=message[1],
            kwargs=message[2],
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )

        def send() -> None:
            try:
                run_wagtail_task.apply_async(args=message, task_id=result.id)
            except OperationalError:
                # The broker is down. These tasks only refresh Wagtail's admin index and
                # its reference index, which `update_index` and
                # `rebuild_references_index` restore; publishing must not fail for them.
                logger.warning("Task %s could not be queued: no broker", message[0])
            task_enqueued.send(type(self), task_result=result)

        transaction.on_commit(send)
        return result
