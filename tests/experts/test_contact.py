"""The relay: people write to each other, and nobody learns an address."""

import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import circles
from accounts.models import User
from accounts.personal_data import Content, declarations
from experts.actions import contact
from experts.models import Block, ContactMessage, ContactPolicy
from notifications.jobs import send_mails
from notifications.models import Delivery, Notification
from tests.factories.accounts import make_user
from tests.factories.experts import make_profile

pytestmark = pytest.mark.django_db

WORDS = {"subject": "Reef survey", "text": "Can you count fish with us?\nIn May."}


@pytest.fixture(autouse=True)
def nobody_wrote_before():
    cache.clear()


@pytest.fixture
def sender():
    return make_user(first_name="Ana", last_name="Reef")


@pytest.fixture
def profile():
    return make_profile(make_user(first_name="Tama", last_name="Shoal"))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def door(profile) -> str:
    return reverse("experts:message_create", args=[profile.slug])


def write(sender: User, profile, **changes):
    return signed_in(sender).post(door(profile), WORDS | changes, follow=True)


def read(message: ContactMessage) -> str:
    return reverse("experts:message_detail", args=[message.uid])


# --- Writing ---------------------------------------------------------------------


def test_a_message_arrives_by_mail_and_no_address_is_anywhere(sender, profile, caplog):
    with caplog.at_level(logging.DEBUG):
        page = write(sender, profile)
        send_mails()

    [letter] = mail.outbox
    raw = letter.message().as_string() + letter.body + str(letter.alternatives)
    assert letter.to == [profile.user.email]
    assert "Ana Reef" in letter.subject
    assert "Can you count fish with us?" in letter.body
    assert sender.email not in raw
    assert "Reply-To" not in letter.message()
    assert "Your message to Tama Shoal is sent." in page.content.decode()
    for address in (sender.email, profile.user.email):
        assert address not in page.content.decode()
    assert sender.email not in caplog.text
    assert "Can you count fish" not in caplog.text


def test_the_recipient_reads_and_answers_on_the_site(sender, profile):
    write(sender, profile)
    message = ContactMessage.objects.get()
    recipient = signed_in(profile.user)

    page = recipient.get(read(message))
    recipient.post(read(message), {"subject": "Re: Reef survey", "text": "Gladly."})
    send_mails()

    answer = ContactMessage.objects.get(answers=message)
    assert "Can you count fish with us?" in page.content.decode()
    assert sender.email not in page.content.decode()
    assert answer.recipient == sender
    assert {letter.to[0] for letter in mail.outbox} == {sender.email, profile.user.email}
    assert profile.user.email not in str([m.body for m in mail.outbox])


def test_a_message_is_read_by_its_recipient_alone(sender, profile):
    write(sender, profile)
    message = ContactMessage.objects.get()

    for user in (sender, make_user()):
        for name in ("message_detail", "message_block", "message_report"):
            address = reverse(f"experts:{name}", args=[message.uid])
            assert signed_in(user).post(address, WORDS).status_code == 404


def test_markup_and_line_breaks_stay_text(sender, profile):
    write(sender, profile, subject="Hi\r\nBcc: x@example.org", text="<script>alert(1)</script>")
    send_mails()

    message = ContactMessage.objects.get()
    assert message.subject == "Hi Bcc: x@example.org"
    assert "Bcc" not in mail.outbox[0].message()
    assert "<script>alert" not in signed_in(profile.user).get(read(message)).content.decode()


def test_an_empty_message_is_explained_and_nothing_is_lost(sender, profile):
    page = write(sender, profile, text="")

    assert page.status_code == 422
    assert 'value="Reef survey"' in page.content.decode()
    assert not ContactMessage.objects.exists()


def test_who_did_not_confirm_the_address_cannot_write(profile):
    page = write(make_user(confirmed=False), profile)

    assert page.status_code == 403
    assert not ContactMessage.objects.exists()


def test_visitors_sign_in_first(client, profile):
    answer = client.get(door(profile))

    assert answer.status_code == 302
    assert "/login/" in answer.headers["Location"]


@pytest.mark.parametrize("fields", [
    {"visibility": "only-me"},
    {"visibility": "communities"},
    {"state": "draft"},
    {"contact_from": ContactPolicy.NOBODY},
    {"contact_from": ContactPolicy.COMMUNITIES},
])  # fmt: skip
def test_a_profile_that_is_hidden_or_takes_no_messages_has_no_form(sender, fields):
    profile = make_profile(**fields)

    assert signed_in(sender).get(door(profile)).status_code == 404
    with pytest.raises(PermissionDenied):
        contact.write_message(sender=sender, profile=profile, **WORDS)


def test_companions_write_where_communities_may(sender, monkeypatch):
    profile = make_profile(contact_from=ContactPolicy.COMMUNITIES)
    monkeypatch.setattr(circles, "_providers", {})
    circles.register_provider("test", lambda _user: User.objects.all())

    assert signed_in(sender).get(door(profile)).status_code == 200


def test_nobody_writes_to_themselves(profile):
    assert signed_in(profile.user).get(door(profile)).status_code == 404


@pytest.mark.parametrize(("policy", "is_offered"), [("signed-in", True), ("nobody", False)])
def test_the_profile_offers_the_form_as_its_person_chose(client, policy, is_offered):
    profile = make_profile(contact_from=policy)
    page = client.get(reverse("experts:profile_detail", args=[profile.slug])).content.decode()

    assert (door(profile) in page) == is_offered


# --- Blocking --------------------------------------------------------------------


def test_who_is_blocked_gets_the_same_answer_and_nothing_arrives(sender, profile):
    other = make_user(first_name="Ana", last_name="Reef")
    Block.objects.create(owner=profile.user, blocked=sender)

    refused = write(sender, profile)
    accepted = write(other, profile)

    assert refused.status_code == accepted.status_code
    assert refused.redirect_chain == accepted.redirect_chain
    assert "Your message to Tama Shoal is sent." in refused.content.decode()
    assert [message.sender for message in ContactMessage.objects.all()] == [other]
    assert Notification.objects.count() == 1


def test_who_is_blocked_meets_the_limit_at_the_same_place(sender, profile):
    Block.objects.create(owner=profile.user, blocked=sender)

    assert [write(sender, profile).status_code for _number in range(4)] == [200, 200, 200, 429]


def test_a_block_made_before_the_mail_goes_holds_it_back(sender, profile):
    write(sender, profile)
    message = ContactMessage.objects.get()
    recipient = signed_in(profile.user)

    recipient.post(reverse("experts:message_block", args=[message.uid]))
    send_mails()

    assert mail.outbox == []
    assert "Reef survey" not in recipient.get(reverse("experts:message_list")).content.decode()
    write(sender, profile)
    assert ContactMessage.objects.count() == 1


def test_a_block_can_be_ended_by_its_owner_alone(sender, profile):
    block = Block.objects.create(owner=profile.user, blocked=sender)
    address = reverse("experts:block_end", args=[block.pk])

    assert signed_in(sender).post(address).status_code == 404
    signed_in(profile.user).post(address)
    assert not Block.objects.exists()


# --- Limits ----------------------------------------------------------------------


def test_three_messages_an_hour_go_to_the_same_person(sender, profile):
    answers = [write(sender, profile) for _number in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert "your text is kept below" in answers[-1].content.decode()
    assert "Can you count fish with us?" in answers[-1].content.decode()
    assert ContactMessage.objects.count() == 3
    write(make_user(), profile)
    assert ContactMessage.objects.count() == 4


def test_twenty_messages_a_day_go_out_of_one_account(sender):
    for _number in range(20):
        assert write(sender, make_profile()).status_code == 200

    assert write(sender, make_profile()).status_code == 429


# --- Reports ---------------------------------------------------------------------


def report(user: User, message: ContactMessage):
    address = reverse("experts:message_report", args=[message.uid])
    return signed_in(user).post(address, {"reason": "It is an advertisement."})


def test_a_report_is_seen_by_moderators_and_messages_without_one_are_not(sender, profile):
    write(sender, profile)
    write(sender, profile, subject="Private words")
    report(profile.user, ContactMessage.objects.get(subject="Reef survey"))
    moderator = make_user(is_staff=True, is_superuser=True)

    page = signed_in(moderator).get(reverse("reported_messages"), follow=True).content.decode()

    assert "It is an advertisement." in page
    assert "Can you count fish with us?" in page
    assert "Private words" not in page
    for address in (sender.email, profile.user.email):
        assert address not in page


def test_a_moderator_closes_a_report(sender, profile):
    write(sender, profile)
    message = ContactMessage.objects.get()
    report(profile.user, message)
    moderator = make_user(is_staff=True, is_superuser=True)

    signed_in(moderator).post(reverse("reported_messages"), {"message": message.uid})

    message.refresh_from_db()
    assert message.decided_at
    with pytest.raises(PermissionDenied):
        contact.close_report(actor=sender, message=message)


def test_a_report_says_why(sender, profile):
    write(sender, profile)
    message = ContactMessage.objects.get()
    address = reverse("experts:message_report", args=[message.uid])

    assert signed_in(profile.user).post(address, {"reason": " "}).status_code == 422
    assert ContactMessage.objects.get().reported_at is None


# --- The end of a message --------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "reported", "is_wiped"),
    [(29, None, False), (31, None, True), (31, 20, False), (61, 31, True)],
)
def test_texts_go_after_thirty_days(sender, profile, age, reported, is_wiped):
    write(sender, profile)
    now = timezone.now()
    ContactMessage.objects.update(
        created=now - timedelta(days=age),
        reported_at=now - timedelta(days=reported) if reported else None,
    )

    contact.wipe_old_messages(now=now)

    message = ContactMessage.objects.get()
    assert (message.text == "") == is_wiped
    assert (message.subject == "") == is_wiped
    expected = 404 if is_wiped else 200
    assert signed_in(profile.user).get(read(message)).status_code == expected


def test_a_wiped_message_is_not_mailed(sender, profile):
    write(sender, profile)
    contact.wipe_old_messages(now=timezone.now() + timedelta(days=31))
    send_mails()

    assert Delivery.objects.count() == 1
    assert mail.outbox == []


def test_messages_are_handed_out_and_end_with_either_account(sender, profile):
    write(sender, profile)
    Block.objects.create(owner=profile.user, blocked=sender)
    declared = {item.label: item for item in declarations()}
    messages, blocks = declared["experts.ContactMessage"], declared["experts.Block"]

    for user in (sender, profile.user):
        assert [row["subject"] for row in messages.export(user)] == ["Reef survey"]
    assert len(list(blocks.export(sender))) == 0
    assert len(list(blocks.export(profile.user))) == 1
    for item in (messages, blocks):
        item.erase(sender, Content.KEEP)
    assert not ContactMessage.objects.exists()
    assert not Block.objects.exists()


def test_the_list_of_messages_asks_as_often_for_many_as_for_few(
    sender, profile, django_assert_max_num_queries
):
    for _number in range(30):
        contact.write_message(sender=sender, profile=profile, **WORDS)
    recipient = signed_in(profile.user)
    recipient.get(reverse("experts:message_list"))

    with django_assert_max_num_queries(14):
        recipient.get(reverse("experts:message_list"))
