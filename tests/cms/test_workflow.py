"""Draft, submitted, returned with a reason, approved, published."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState

from cms.actions.site import CONTRIBUTORS, EDITORS, MODERATORS, set_up_site
from cms.models import CaseStudy, KnowledgeIndexPage
from records.models import Record
from tests.factories.accounts import make_user
from tests.factories.cms import make_index, make_knowledge, make_standard_page

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
