"""The workspace: one page by role, made of what rooms register."""

from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import WorkflowState

from accounts import workspace
from accounts.models import User
from accounts.workspace import DuplicatePanelError, register_panel
from cms.actions.site import EDITORS, MODERATORS, set_up_site
from cms.models import StandardPage
from notifications.actions import notify
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


@pytest.fixture
def worker() -> User:
    """An editor who approves, and is an expert."""
    set_up_site()
    make_term("cbd-subjects:coral-reefs", en="Coral reefs")
    user = make_user(groups=[EDITORS, MODERATORS])
    make_profile(user=user, expertise={"cbd-subjects:coral-reefs": 3}, languages={"fr": 2})
    return user


def fill(user: User, start: int, stop: int) -> None:
    """Put this much more into every panel."""
    author = make_user(groups=[EDITORS])
    for index in range(start, stop):
        notify(kind=KIND, subject=str(index), recipients=[user.pk])
        draft = {"owner": user, "live": False, "has_unpublished_changes": True}
        make_standard_page(title=f"Draft {index}", **draft)
        make_saved(user, f"q=reef{index}&topic=coral-reefs", name=f"Search {index}")
        make_record(kind="case-study", terms=("cbd-subjects:coral-reefs",))
        submit(make_standard_page(title=f"Sent {index}"), by=author)
        returned = submit(make_standard_page(title=f"Returned {index}"), by=user)
        returned.current_task_state.reject(user=author, comment="Add a source.")


def submit(page: StandardPage, *, by: User) -> WorkflowState:
    """Send a page for approval."""
    page.save_revision(user=by)
    return page.get_workflow().start(page, by)


def queries_of(client: Client) -> list[str]:
    client.get(HOME)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(HOME)
    return [query["sql"] for query in queries.captured_queries]


def test_an_editor_and_expert_costs_few_queries_for_few_and_many_rows(worker):
    client = browser_of(worker)
    with registered_kind(KIND):
        fill(worker, 0, 2)
        few = queries_of(client)
        fill(worker, 2, 8)
        many = queries_of(client)

    assert len(few) == len(many), "\n".join(many)
    assert len(many) <= MAX_QUERIES, "\n".join(many)


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
