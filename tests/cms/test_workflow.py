"""Draft, submitted, returned with a reason, approved, published."""

import datetime
import json

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState

from cms.actions.site import CONTRIBUTORS, EDITORS, MODERATORS, give_country, set_up_site
from cms.models import CaseStudy, KnowledgeIndexPage
from cms.moderation import reviewable_states, waiting_for
from records.models import Record
from tests.factories.accounts import make_user
from tests.factories.cms import make_country, make_index, make_knowledge, make_standard_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    set_up_site()
    return make_user(groups=[EDITORS])


@pytest.fixture
def moderator(editor):
    return make_user(groups=[MODERATORS])


def open_admin(user):
    client = Client()
    client.force_login(user)
    return client


def draft_of(page, title):
    draft = CaseStudy.objects.get(pk=page.pk)
    draft.title = title
    return draft.save_revision()


def submit(page, user):
    return page.get_workflow().start(page, user)


def act(user, page, task_state, action, **data):
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, task_state.pk])
    headers = {"X-Requested-With": "XMLHttpRequest"}
    return open_admin(user).post(address, data, headers=headers)


def test_an_editor_cannot_publish_but_can_submit(editor):
    page = make_knowledge(live=False)

    permissions = page.permissions_for_user(editor)

    assert not permissions.can_publish()
    assert permissions.can_submit_for_moderation()


def test_returning_a_page_requires_a_reason(editor, moderator):
    page = make_knowledge(live=False)
    page.save_revision()
    state = submit(page, editor).current_task_state

    response = act(moderator, page, state, "reject", comment="  ")

    assert "Say what has to change" in response.content.decode()
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS


def test_no_other_door_returns_a_page_without_a_reason(editor, moderator):
    page = make_knowledge(live=False)
    page.save_revision()
    state = submit(page, editor).current_task_state

    with pytest.raises(ValidationError):
        state.task.specific.on_action(state.specific, moderator, "reject", comment="")


def test_the_author_reads_the_reason_on_the_first_page_of_the_admin(editor, moderator):
    page = make_knowledge(title="Nursery", live=False)
    page.save_revision()
    state = submit(page, editor).current_task_state

    assert "Nursery" in open_admin(moderator).get("/admin/").content.decode()
    act(moderator, page, state, "reject", comment="Name the village.")

    body = open_admin(editor).get("/admin/").content.decode()
    assert "Returned to you" in body
    assert "Name the village." in body


def test_what_is_public_stays_while_its_next_revision_is_judged(editor, moderator):
    page = make_knowledge(title="First words")
    draft_of(page, "Second words")
    page = CaseStudy.objects.get(pk=page.pk)
    state = submit(page, editor).current_task_state

    act(moderator, page, state, "reject", comment="Not yet.")
    assert Record.objects.get(uid=page.translation_key).titles == {"en": "First words"}
    assert CaseStudy.objects.get(pk=page.pk).title == "First words"

    state = page.current_workflow_state
    state.resume(user=editor)
    act(moderator, page, page.current_workflow_task_state, "approve")
    assert Record.objects.get(uid=page.translation_key).titles == {"en": "Second words"}


def test_approval_publishes(editor, moderator):
    page = make_knowledge(live=False)
    page.save_revision()
    state = submit(page, editor).current_task_state

    act(moderator, page, state, "approve")

    assert Page.objects.get(pk=page.pk).live
    assert Record.objects.public().filter(uid=page.translation_key).exists()


def test_an_editor_may_not_approve(editor):
    page = make_knowledge(live=False)
    page.save_revision()
    state = submit(page, editor).current_task_state

    act(editor, page, state, "approve")

    assert not Page.objects.get(pk=page.pk).live


def test_a_contributor_may_add_below_the_knowledge_base_only_drafts():
    set_up_site()
    user = make_user(groups=[CONTRIBUTORS])
    index = make_index(KnowledgeIndexPage, "knowledge")

    permissions = index.permissions_for_user(user)

    assert permissions.can_add_subpage()
    assert not permissions.can_publish_subpage()


def test_pages_to_review_are_listed_for_their_owner_and_for_moderators(editor, moderator):
    today = timezone.localdate()
    make_standard_page(title="Old page", owner=editor, review_date=today)
    make_standard_page(title="Of others", review_date=today - datetime.timedelta(days=1))
    make_standard_page(title="Fresh", owner=editor, review_date=today + datetime.timedelta(days=90))

    own = open_admin(editor).get("/admin/reports/review/").content.decode()
    everything = open_admin(moderator).get("/admin/reports/review/").content.decode()

    assert "Old page" in own
    assert "Of others" not in own
    assert "Fresh" not in own
    assert "Of others" in everything


def step(user, page, name, words):
    """Take a step of moderation at the door of the editor, as a forged request does."""
    client = open_admin(user)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = sent_back(page, client.get(address))
    data |= {"action-workflow-action": "true", "workflow-action-name": name}
    if words is not None:
        data["workflow-action-extra-data"] = words
    return client.post(address, data)


def sent_back(page, response):
    """What a browser sends back for an editor that was just opened."""
    form = response.context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        if bound.name in {"title", "slug", "summary", "licence", "sensitivity", "scale"}:
            data[bound.name] = value or ""
        prefix = bound.html_name
        if hasattr(value, "stream_block"):
            data |= {f"{prefix}-count": "0"}
        elif bound.name in page.text_fields:
            data[prefix] = "null"
    for formset in form.formsets.values():
        data |= {
            f"{formset.prefix}-{name}": "0"
            for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
        }
    data["title"] = "Words of the reviewer"
    return data


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (None, "Say what has to change"),
        ("", "Say what has to change"),
        (json.dumps({"comment": "  "}), "Say what has to change"),
        ("not json", "could not read your words"),
        ("[]", "could not read your words"),
        (json.dumps({"comment": "x", "user": "y"}), "could not read your words"),
    ],
)
def test_a_forged_return_is_refused_with_a_message_and_changes_nothing(
    editor, moderator, words, message
):
    page = make_knowledge(title="Nursery", live=False)
    page.save_revision()
    state = submit(page, editor).current_task_state

    response = step(moderator, page, "reject", words)

    assert response.status_code == 200
    body = response.content.decode()
    assert message in body
    assert "Words of the reviewer" in body
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS
    assert CaseStudy.objects.get(pk=page.pk).title == "Nursery"


def test_a_return_with_a_reason_passes_the_door_of_the_editor(editor, moderator):
    page = make_knowledge(title="Nursery", live=False)
    page.save_revision()
    state = submit(page, editor).current_task_state

    response = step(moderator, page, "reject", json.dumps({"comment": "Name the village."}))

    assert response.status_code == 302
    state.refresh_from_db()
    assert (state.status, state.comment) == (TaskState.STATUS_REJECTED, "Name the village.")


@pytest.fixture
def focal_point(editor):
    """Somebody in the group of Fiji's focal points, who have rights on its page only."""
    group = Group.objects.create(name="Focal points of Fiji")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    give_country(group=group, page=make_country("FJ"))
    make_country("WS")
    return make_user(groups=[group.name])


def submitted(user, **fields):
    page = make_knowledge(live=False, **fields)
    page.save_revision()
    return page, submit(page, user).current_task_state


@pytest.mark.parametrize(
    "fields", [{"government": "FJ"}, {"countries": ["countries:WS", "countries:FJ"]}]
)
def test_a_focal_point_reviews_what_names_their_country(editor, focal_point, fields):
    page, state = submitted(editor, title="Nursery", **fields)

    assert "Nursery" in open_admin(focal_point).get("/admin/").content.decode()
    assert list(TaskState.objects.reviewable_by(focal_point)) == [state]
    edit = open_admin(focal_point).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert "Return with a reason" in edit.content.decode()
    act(focal_point, page, state, "approve")

    assert Page.objects.get(pk=page.pk).live


def test_a_focal_point_returns_with_a_reason(editor, focal_point):
    page, state = submitted(editor, government="FJ")

    act(focal_point, page, state, "reject", comment="Name the village.")

    state.refresh_from_db()
    assert (state.status, state.comment) == (TaskState.STATUS_REJECTED, "Name the village.")


@pytest.mark.parametrize("fields", [{}, {"government": "WS"}, {"countries": ["countries:WS"]}])
def test_a_focal_point_does_not_review_for_other_countries(editor, focal_point, fields):
    page, state = submitted(editor, title="Nursery", **fields)

    assert "Nursery" not in open_admin(focal_point).get("/admin/").content.decode()
    assert not TaskState.objects.reviewable_by(focal_point).exists()
    act(focal_point, page, state, "approve")

    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS
    assert not page.permissions_for_user(focal_point).can_edit()


def test_a_focal_point_has_no_rights_on_the_page_once_it_is_judged(editor, focal_point):
    page, state = submitted(editor, government="FJ")
    act(focal_point, page, state, "approve")

    page = CaseStudy.objects.get(pk=page.pk)
    permissions = page.permissions_for_user(focal_point)

    assert not permissions.can_edit()
    assert not permissions.can_publish()


def test_what_waits_costs_a_focal_point_the_same_for_many_pages(
    editor, focal_point, django_assert_max_num_queries
):
    for _number in range(15):
        submitted(editor, government="FJ")

    with django_assert_max_num_queries(9):
        assert len(waiting_for(focal_point)) == 15


def test_what_waits_is_what_wagtail_says(editor, focal_point, moderator):
    mine, _state = submitted(editor, government="FJ")
    submitted(editor, government="WS")

    for person, number in ((focal_point, 1), (moderator, 2), (editor, 0)):
        wagtails = TaskState.objects.reviewable_by(person).order_by("started_at")
        assert reviewable_states(person) == list(wagtails)
        assert len(wagtails) == number
    assert reviewable_states(focal_point)[0].revision.object_id == str(mine.pk)
