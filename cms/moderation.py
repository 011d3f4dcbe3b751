"""What waits for whom: to be approved, to be improved, to be looked at again."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.apps import apps
from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    TaskState,
    WorkflowState,
)

from accounts.models import User
from cms.models import BasePage, ModerationTask
from cms.permissions import named_countries, own_countries

LENGTH = 15
SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A page that waits; `reason` is what the moderator wrote."""

    title: str
    url: str
    person: str = ""
    reason: str = ""
    since: date | None = None
    is_late: bool = False


def edit_url(pk: int) -> str:
    """Where the page is edited."""
    return reverse("wagtailadmin_pages:edit", args=[pk])


def waiting_for(user: User) -> list[Waiting]:
    """Pages that the user may approve or return, the oldest first."""
    return [
        Waiting(
            title=state.revision.object_str,
            url=edit_url(int(state.revision.object_id)),
            person=str(state.workflow_state.requested_by or ""),
            since=timezone.localdate(state.started_at),
        )
        for state in reviewable_states(user)[:LENGTH]
    ]


def reviewable_states(user: User) -> list[TaskState]:
    """What `TaskState.objects.reviewable_by` answers, without asking task by task.

    Everything that waits is read, as few pages wait at once (`reviewable_for_country`);
    countries are asked for where something waits that the user's groups do not judge.
    """
    tasks, moderations = GroupApprovalTask.objects, ModerationTask.objects
    mine = Q(task__in=tasks.filter(groups__user=user).values("pk"))
    mine |= Q(task__in=moderations.filter(groups__user=user).values("pk"))
    states = list(
        TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__active=True)
        .annotate(
            is_mine=_flag(mine),
            is_for_countries=_flag(Q(task__in=moderations.values("pk"))),
            government=F("revision__content__government"),
            countries=F("revision__content__countries"),
        )
        .select_related("workflow_state__requested_by", "revision")
        .defer("revision__content")
        .order_by("started_at")
    )
    if user.is_superuser or all(state.is_mine for state in states):
        return states
    own = own_countries(user)
    return [
        state
        for state in states
        if state.is_mine
        or (state.is_for_countries and named_countries(state.government, state.countries) & own)
    ]


def _flag(condition: Q) -> Combinable:
    return ExpressionWrapper(condition, output_field=BooleanField())


def returned_to(user: User) -> list[Waiting]:
    """Pages that the user submitted and that came back with a reason."""
    states = (
        WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=user)
        .select_related("current_task_state__finished_by", "current_task_state__revision")
        .order_by("-created_at")[:LENGTH]
    )
    return [
        Waiting(
            title=state.current_task_state.revision.object_str,
            url=edit_url(int(state.object_id)),
            person=str(state.current_task_state.finished_by or ""),
            reason=state.current_task_state.comment,
            since=timezone.localdate(state.current_task_state.finished_at),
        )
        for state in states
        if state.current_task_state
    ]


def due_pages(user: User) -> list[Waiting]:
    """Live pages whose review is due within a month, the latest first.

    People see the pages that they own; those who may publish everywhere see all.
    """
    rows = due_rows(None if may_publish_everywhere(user) else user)
    today = timezone.localdate()
    return [
        Waiting(title=title, url=edit_url(pk), since=day, is_late=day <= today)
        for pk, title, day in rows
    ]


def due_rows(owner: User | None) -> list[tuple[int, str, date]]:
    """(id, title, review date) of the pages, in one query over every type."""
    limit = timezone.localdate() + SOON
    parts: list[QuerySet[Page]] = []
    for model in apps.get_models():
        if not issubclass(model, BasePage):
            continue
        pages = model.objects.filter(live=True, review_date__lte=limit)
        if owner:
            pages = pages.filter(owner=owner)
        parts.append(pages.order_by().values_list("pk", "title", "review_date"))
    return list(parts[0].union(*parts[1:]).order_by("review_date", "pk"))


def may_publish_everywhere(user: User) -> bool:
    """Whether the user is a moderator of the whole site."""
    return (
        user.is_superuser
        or GroupPagePermission.objects.filter(
            group__user=user, page__depth=1, permission__codename="publish_page"
        ).exists()
    )
