"""The pages about notifications: only one's own, only what may be seen now."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.signing import dumps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from notifications import sending
from notifications.actions import notify
from notifications.models import AddressTrouble, Event, Notification, Preference, ReadingTime
from notifications.subscriptions import SALT, Wish, link_for
from tests.factories.accounts import make_user
from tests.factories.cms import make_site
from tests.factories.notifications import Noticeboard

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("board", "daily")]
KIND = "tests.news"
LIST = "/en/workspace/notifications/"
SETTINGS = f"{LIST}settings/"


@pytest.fixture(autouse=True)
def _site() -> None:
    make_site()


@pytest.fixture
def reader(client: Client) -> User:
    user = make_user()
    client.force_login(user)
    return user


def tell(user: User, *subjects: str) -> None:
    for subject in subjects:
        notify(kind=KIND, subject=subject, recipients=[user.pk])


def titles(response) -> list[str]:
    return [entry.rendered.title for entry in response.context["page_of"].entries]


def test_the_list_shows_ones_own_with_unread_first(client: Client, reader: User):
    tell(reader, "1", "2", "3")
    tell(make_user(), "of another")
    Notification.objects.filter(user=reader, event__subject="3").update(read_at=timezone.now())
    response = client.get(LIST)

    assert titles(response) == ["News: 2", "News: 1", "News: 3"]
    assert "2 are unread." in response.content.decode()


def test_what_may_not_be_seen_is_neither_listed_nor_counted_nor_opened(
    client: Client, reader: User, board: Noticeboard
):
    tell(reader, "open", "closed")
    board.closed.add("closed")
    page = client.get(LIST)
    closed = Notification.objects.get(event__subject="closed")

    assert titles(page) == ["News: open"]
    assert page.context["unread"] == 1
    assert b"closed" not in page.content
    assert client.get(f"{LIST}{closed.pk}/").status_code == 404


def test_every_entry_is_on_exactly_one_page(client: Client, reader: User):
    tell(reader, *(str(number) for number in range(50)))
    old = Notification.objects.order_by("pk")[:25].values_list("pk", flat=True)
    Notification.objects.filter(pk__in=list(old)).update(read_at=timezone.now())
    seen: list[str] = []
    cursor = ""
    for _page in range(3):
        response = client.get(LIST, {"after": cursor})
        seen += titles(response)
        cursor = response.context["page_of"].next

    assert cursor == ""
    assert seen == [f"News: {number}" for number in range(49, -1, -1)]


@pytest.mark.parametrize("cursor", ["u", "x12", "u-3", "r²", "u99999999999999999999", "'", "\x00"])
def test_a_cursor_that_is_none_gives_a_page(client: Client, reader: User, cursor):
    tell(reader, "1")

    assert titles(client.get(LIST, {"after": cursor})) == ["News: 1"]


def test_the_list_costs_the_same_for_ten_and_two_hundred(client: Client, reader: User):
    costs = []
    client.get(LIST)
    for start, end in ((0, 10), (10, 200)):
        tell(reader, *(str(number) for number in range(start, end)))
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 15


def test_opening_one_reads_it_and_leads_to_its_page(client: Client, reader: User):
    tell(reader, "1")
    notification = Notification.objects.get()
    response = client.get(f"{LIST}{notification.pk}/")

    assert response["Location"] == "/en/about/1/"
    notification.refresh_from_db()
    assert notification.read_at


def test_nobody_opens_or_reads_what_is_another_persons(client: Client, reader: User):
    tell(make_user(), "1")
    notification = Notification.objects.get()

    assert client.get(f"{LIST}{notification.pk}/").status_code == 404
    client.post(f"{LIST}read/", {"newest": notification.pk})
    notification.refresh_from_db()
    assert notification.read_at is None


def test_marking_all_as_read_spares_what_came_meanwhile(client: Client, reader: User):
    tell(reader, "1", "2")
    newest = client.get(LIST).context["page_of"].newest
    tell(reader, "3")
    client.post(f"{LIST}read/", {"newest": newest})
    client.post(f"{LIST}read/", {"newest": "²"})

    assert [row.event.subject for row in Notification.objects.filter(read_at=None)] == ["3"]


def test_an_empty_list_says_what_will_come(client: Client, reader: User):
    assert "Nothing new for you" in client.get(LIST).content.decode()


def test_the_bell_counts_for_one_query_and_only_when_signed_in(client: Client, reader: User):
    tell(reader, "1", "2")
    with CaptureQueriesContext(connection) as queries:
        html = client.get("/en/").content.decode()
    counting = [query for query in queries if "notifications_notification" in query["sql"]]

    assert 'class="unread-count">2' in html
    assert len(counting) == 1
    client.logout()
    with CaptureQueriesContext(connection) as queries:
        html = client.get("/en/").content.decode()
    assert LIST not in html
    assert not [query for query in queries if "notifications_" in query["sql"]]


def filled_in(client: Client) -> dict[str, object]:
    """What the form holds when it comes."""
    return {field.html_name: field.value() for field in client.get(SETTINGS).context["form"]}


def test_settings_are_kept(client: Client, reader: User):
    fields = {"hour": 18, "weekday": 4, "time_zone": "Pacific/Fiji"}
    frequencies = {f"kind-{KIND}": "weekly", "kind-tests.daily": "none"}
    response = client.post(SETTINGS, filled_in(client) | fields | frequencies)

    assert response.status_code == 302
    assert ReadingTime.objects.values("hour", "weekday", "time_zone").get() == fields
    chosen = dict(Preference.objects.values_list("kind", "frequency"))
    assert (chosen[KIND], chosen["tests.daily"]) == ("weekly", "none")
    form = client.get(SETTINGS).context["form"]
    assert (form["time_zone"].value(), form[f"kind-{KIND}"].value()) == ("Pacific/Fiji", "weekly")


def test_bad_settings_get_an_error_and_change_nothing(client: Client, reader: User):
    response = client.post(SETTINGS, {"hour": 25, "weekday": 0, "time_zone": "Mars/Olympus"})

    assert response.status_code == 200
    assert {"hour", "time_zone"} <= response.context["form"].errors.keys()
    assert not ReadingTime.objects.exists()


def test_an_address_that_refused_mail_is_told_and_can_be_tried_again(client: Client, reader: User):
    AddressTrouble.objects.create(user=reader, address=reader.email, refusals=2)
    assert "refused our mail" in client.get(SETTINGS).content.decode()
    client.post(SETTINGS, filled_in(client) | {"trust": "on"})

    assert not AddressTrouble.objects.exists()


# --- Leaving without signing in --------------------------------------------------


def test_a_mail_program_ends_the_mail_in_one_click():
    user = make_user(language="ar")
    tell(user, "1")
    sending.send_mails(limit=10)
    address = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    path = address.removeprefix("http://127.0.0.1:8000")
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(path, {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert Preference.objects.values("user", "kind", "frequency").get() == {
        "user": user.pk,
        "kind": KIND,
        "frequency": "none",
    }


def test_a_visit_asks_first_and_changes_nothing(client: Client):
    path = link_for(Wish(make_user().pk, kind=KIND), "en")
    response = client.get(path)

    assert b"End this mail" in response.content
    assert client.head(path).status_code == 200
    assert not Preference.objects.exists()
    assert "You get no more of this mail" in client.post(path).content.decode()
    assert Preference.objects.get().frequency == "none"


def test_ending_the_digest_ends_the_kinds_that_come_in_it(client: Client):
    client.post(link_for(Wish(make_user().pk, digest="daily"), "en"))

    kinds = set(Preference.objects.values_list("kind", flat=True))
    assert "tests.daily" in kinds
    assert KIND not in kinds


def test_the_page_names_no_person(client: Client):
    user = make_user(first_name="Ana", last_name="Tuala")
    html = client.get(link_for(Wish(user.pk, kind=KIND), "en")).content.decode()

    assert user.email not in html
    assert "Tuala" not in html


@pytest.mark.parametrize("salt", ["another", SALT])
def test_a_link_that_this_site_did_not_sign_is_not_found(client: Client, salt):
    user = make_user()
    token = dumps([user.pk, KIND, ""], salt=salt)
    token = token if salt == "another" else token[:-2] + ("AA" if token[-2:] != "AA" else "BB")
    path = reverse("notifications:unsubscribe", args=[token])

    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404
    assert not Preference.objects.exists()


def test_a_link_of_a_closed_account_is_not_found(client: Client):
    path = link_for(Wish(make_user(is_active=False).pk, kind=KIND), "en")

    assert client.post(path).status_code == 404


def test_a_deleted_person_takes_everything_along():
    user = make_user()
    tell(user, "1")
    Event.objects.update(actor=user, occurred_at=timezone.now() - timedelta(days=1))
    user.delete()

    assert not Notification.objects.exists()
    assert Event.objects.get().actor is None
