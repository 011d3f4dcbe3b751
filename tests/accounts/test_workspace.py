"""The workspace: one page by role, made of what rooms register."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import WorkflowState

from accounts import workspace
from accounts.models import User
from accounts.workspace import DuplicatePanelError, register_panel
from cms.actions.site import EDITORS, MODERATORS, set_up_site
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


def test_what_others_wait_for_stands_before_what_came_back_and_what_is_new(worker):
    author = make_user(groups=[EDITORS], first_name="Ana", last_name="Lagi")
    submit(make_standard_page(title="Reef rules"), by=author)
    returned = submit(make_standard_page(title="My guide"), by=worker)
    returned.current_task_state.reject(user=author, comment="Add a source.")
    with registered_kind(KIND):
        notify(kind=KIND, subject="1", recipients=[worker.pk])
        response = browser_of(worker).get(HOME)
    body = body_of(response)

    assert [step.urgency for step in response.context["steps"]] == [0, 1, 2]
    assert "Look at 1 page that waits for your approval" in body
    assert "Improve “My guide”: it came back to you" in body
    assert "Read 1 new notification" in body
    for word in ("Reef rules", "Ana Lagi", "Add a source.", "News: 1"):
        assert word in body


def test_drafts_are_ones_own_and_unfinished(worker):
    state = {"live": False, "has_unpublished_changes": True}
    make_standard_page(title="Mine", owner=worker, **state)
    make_standard_page(title="Finished", owner=worker)
    make_standard_page(title="Of another", owner=make_user(), **state)

    drafts = panel(browser_of(worker).get(HOME), "drafts")["drafts"]

    assert [item.title for item in drafts] == ["Mine"]


def test_new_results_are_what_the_alert_found_lately_and_may_be_seen():
    user = make_user()
    make_saved(user, "q=old", name="A quiet search")
    search = make_saved(user, "q=reef", name="Reefs")
    long_ago = timezone.now() - timedelta(days=40)
    SavedSearch.objects.update(created=long_ago)
    hidden = make_record(restriction_gate="restriction:7")
    for record in (make_record(), make_record(), hidden):
        SeenResult.objects.create(search=search, uid=record.uid)
    early = SeenResult.objects.create(search=search, uid=make_record().uid)
    SeenResult.objects.filter(pk=early.pk).update(seen=long_ago + timedelta(seconds=2))

    rows = panel(browser_of(user).get(HOME), "searches")["rows"]

    assert [(row.name, row.fresh) for row, _url in rows] == [("Reefs", 2), ("A quiet search", 0)]


@pytest.mark.parametrize(
    ("path", "trail"),
    [
        ("", ["Your workspace"]),
        ("notifications/", ["Your workspace", "Notifications"]),
        ("searches/", ["Your workspace", "Saved searches"]),
        ("profile/", ["Your workspace", "Your profile"]),
        ("profile/about/", ["Your workspace", "Your profile"]),
    ],
)
def test_every_page_of_the_workspace_says_where_it_is(path, trail):
    client = browser_of(make_user())
    body = body_of(client.get(HOME + path))
    crumbs = body.partition('<nav class="crumbs')[2].partition("</nav>")[0]
    menu = body.partition('<nav class="workspace-menu')[2].partition("</nav>")[0]

    assert re.findall(r">([^<>\n]+)</(?:a|span)>", crumbs) == trail
    assert re.findall(r'aria-current="\w+">.*?<span>(.*?)</span>', menu, re.DOTALL) == trail[-1:]


def test_the_header_leads_to_the_workspace():
    body = body_of(browser_of(make_user()).get("/en/"))

    assert f'href="{HOME}"' in body
