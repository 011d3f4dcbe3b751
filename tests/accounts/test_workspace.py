"""The workspace: one page by role, made of what rooms register."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import workspace
from accounts.models import User
from accounts.workspace import DuplicatePanelError, Panel, Step, Urgency, register_panel
from cms.models import StandardPage
from notifications.actions import notify
from search.models import SavedSearch, SeenResult
from tests.factories.accounts import make_editor, make_user
from tests.factories.cms import make_site, make_standard_page
from tests.factories.experts import make_profile
from tests.factories.notifications import registered_kind
from tests.factories.records import make_record
from tests.factories.saved import make_saved
from tests.factories.vocabularies import make_term

pytestmark = pytest.mark.django_db

HOME = "/en/workspace/"
KIND = "tests.news"
# An editor and expert with something in every panel.
MAX_QUERIES = 20


@pytest.fixture(autouse=True)
def _site() -> None:
    make_site()


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def keys(response) -> list[str]:
    return [part.panel.key for part in response.context["parts"]]


def panel(response, key: str):
    return next(part.context for part in response.context["parts"] if part.panel.key == key)


def body_of(response) -> str:
    assert response.status_code == 200
    return unescape(response.content.decode())


def fill(user: User, number: int) -> None:
    """Put this much into every panel of an editor who is an expert."""
    make_term("cbd-subjects:coral-reefs", en="Coral reefs")
    make_term("gbf-targets:gbf-target-03", en="Target 3")
    make_profile(user=user, expertise={"cbd-subjects:coral-reefs": 3}, languages={"fr": 2})
    for index in range(number):
        notify(kind=KIND, subject=str(index), recipients=[user.pk])
        make_standard_page(
            title=f"Draft {index}", slug=f"d-{index}", owner=user, live=False,
            has_unpublished_changes=True,
        )  # fmt: skip
        make_saved(user, f"q=reef{index}&target=gbf-target-03", name=f"Search {index}")
        make_record(kind="case-study", terms=("cbd-subjects:coral-reefs",))
    page = make_standard_page(title="Sent", slug="sent")
    for _index in range(number):
        submit(page, by=make_editor())
        page = make_standard_page(title="Sent", slug=f"sent-{_index}")


def submit(page: StandardPage, *, by: User) -> None:
    """Send a page for approval."""
    page.save_revision(user=by)
    page.get_workflow().start(page, by)


def test_the_panels_of_each_role(client):
    assert client.get(HOME).headers["Location"].startswith("/accounts/login/")
    member = browser_of(make_user()).get(HOME)
    editor = browser_of(make_editor()).get(HOME)

    assert "tasks" not in keys(member)
    assert "drafts" not in keys(member)
    assert keys(editor)[:2] == ["tasks", "drafts"]
    assert set(keys(editor)) - set(keys(member)) == {"tasks", "drafts"}


def test_somebody_new_is_told_what_comes_and_what_to_do(client):
    body = body_of(browser_of(make_user(first_name="Ana")).get(HOME))

    assert "Welcome, Ana" in body
    assert "Begin your profile, so that others find you" in body
    for word in ("Nothing new for you", "No saved searches yet", "Tell us what you know"):
        assert word in body


def test_a_key_is_registered_once():
    taken = workspace.panels()[0]
    with pytest.raises(DuplicatePanelError):
        register_panel(taken)
