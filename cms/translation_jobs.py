"""wagtail-localize's long work goes to Celery: ids only, after the commit.

Its own backends pickle querysets and forms. Ours knows its two jobs by name and sends
their ids; a job it does not know, or one with components of other packages, runs at once.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from celery import Task
from django.db import transaction
from wagtail_localize.tasks import BaseJobBackend

from cms import tasks


class CeleryJobs(BaseJobBackend):  # type: ignore[misc]
    """`WAGTAILLOCALIZE_JOBS["BACKEND"]`."""

    def enqueue(
        self, func: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> None:
        """Send the job, or run it."""
        job = message_for(func, args)
        if job is None:
            func(*args, **kwargs)
            return
        task, message = job
        transaction.on_commit(partial(task.delay, *message))


def message_for(func: Callable[..., Any], args: Sequence[Any]) -> tuple[Task, list[Any]] | None:
    """Our task and its JSON arguments; None when the job cannot be said in ids."""
    name = f"{func.__module__}.{func.__name__}"
    if name == tasks.TRANSLATE_SUBTREE:
        page_id, locales, components, user = args
        if components is not None and list(components):
            return None
        locale_ids = [locale.pk for locale in locales]
        return tasks.translate_subtree, [page_id, locale_ids, user.pk if user else None]
    if name == tasks.SYNCHRONISE_TREE:
        source, target = args
        return tasks.synchronise_tree, [source.pk, target.pk]
    return None
