"""The pages of requests and offers: what each person sees and may press."""

import pytest
from django.test import Client

from experts.cooperation.suggesting import invite, shortlist, suggest
from experts.models import CooperationItem, MatchSuggestion
from experts.stages import Stage
from tests.factories.accounts import make_user
from tests.factories.cms import make_site
from tests.factories.experts import make_broker, make_item, make_profile
from tests.factories.vocabularies import make_term

pytestmark = pytest.mark.django_db

REEFS = "cbd-subjects:CORAL-REEFS"


@pytest.fixture(autouse=True)
def words():
    """A site, and the terms that the factories use."""
    make_site()
    make_term(REEFS, en="Coral reefs", fr="Récifs coralliens")
    make_term("countries:FJ", en="Fiji", fr="Fidji")
    make_term("languages:en", en="English", fr="anglais")
    make_term("help-kinds:data", en="Data and maps", fr="Données et cartes")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def make_expert():
    return make_profile(
        make_user(first_name="Sione", last_name="Vaka", email="sione@secret.example"),
        expertise={REEFS: 4}, languages={"en": 4}, worked_in=["countries:FJ"],
        help_offered=["help-kinds:data"],
    )  # fmt: skip


def test_a_request_is_written_submitted_brokered_and_answered_on_the_pages():
    owner, broker, expert = make_user(email="owner@secret.example"), make_broker(), make_expert()
    author, desk, helper = signed_in(owner), signed_in(broker), signed_in(expert.user)

    answer = author.post(
        "/en/workspace/cooperation/new/",
        {
            "direction": "request", "title": "Count our reefs", "description": "Eleven reefs.",
            "topics": [REEFS], "countries": ["countries:FJ"], "languages": ["languages:en"],
            "help_kinds": ["help-kinds:data"], "visibility": "public",
        },
    )  # fmt: skip
    item = CooperationItem.objects.get()
    assert answer.headers["Location"] == f"/en/cooperation/{item.uid}/"
    page = f"/en/cooperation/{item.uid}/"
    step = f"/en/workspace/cooperation/{item.uid}/step/"
    act = f"/en/workspace/cooperation/board/{item.uid}/act/"
    author.post(step, {"after": "submitted", "version": item.version})
    assert Client().get(page).status_code == 404
    assert "Count our reefs" in desk.get("/en/workspace/cooperation/board/").content.decode()

    for after in ("published", "matching"):
        item.refresh_from_db()
        desk.post(act, {"action": "step", "after": after, "version": item.version})
    desk.post(act, {"action": "suggest"})
    suggestion = MatchSuggestion.objects.get()
    board = desk.get(f"/en/workspace/cooperation/board/{item.uid}/").content.decode()
    reasons = "Coral reefs, own statement; worked in Fiji; speaks English; offers: Data and maps"
    assert reasons in board
    assert helper.get(f"/en/workspace/cooperation/invitations/{suggestion.uid}/").status_code == 404
    for action in ("shortlist", "invite"):
        desk.post(f"/en/workspace/cooperation/suggestions/{suggestion.uid}/", {"action": action})
    invitation = f"/en/workspace/cooperation/invitations/{suggestion.uid}/"
    assert "Accept" in helper.get(invitation).content.decode()
    helper.post(invitation, {"answer": "accept"})

    shown = author.get(page).content.decode()
    assert "Sione Vaka" in shown
    assert reasons in shown
    pages = [
        shown, board, author.get("/en/workspace/cooperation/").content.decode(),
        helper.get(invitation).content.decode(), Client().get(page).content.decode(),
    ]  # fmt: skip
    assert not any("secret.example" in text for text in pages)


def test_reasons_are_told_in_the_readers_language():
    item, broker = make_item(), make_broker()
    make_expert()
    suggest(actor=broker, item=item)

    page = signed_in(broker).get(f"/fr/workspace/cooperation/board/{item.uid}/").content.decode()

    assert "Récifs coralliens" in page
    assert "Fidji" in page


def test_a_broker_sees_who_was_left_out_and_why():
    item, broker = make_item(), make_broker()
    make_term("languages:fr", en="French")
    make_profile(
        make_user(first_name="Marie", last_name="Fond"), expertise={REEFS: 4}, languages={"fr": 4}
    )

    address = f"/en/workspace/cooperation/board/{item.uid}/?left-out=1"
    page = signed_in(broker).get(address).content.decode()

    assert "Marie Fond" in page
    assert "does not speak English" in page


@pytest.mark.parametrize("number", [2, 12])
def test_lists_ask_as_many_questions_for_few_items_as_for_many(
    number, django_assert_max_num_queries
):
    broker = make_broker()
    for _item in range(number):
        make_item()
        make_item(stage=Stage.SUBMITTED)
    desk = signed_in(broker)
    for address in ("/en/cooperation/", "/en/workspace/cooperation/board/"):
        desk.get(address)
        with django_assert_max_num_queries(24):
            desk.get(address)


def test_the_list_shows_what_is_open_and_the_other_one_what_came_of_it():
    make_item(titles={"en": "Open one"})
    make_item(titles={"en": "Offered one"}, direction="offer")
    make_item(titles={"en": "Ended one"}, stage=Stage.CLOSED, outcomes={"en": "Forty reefs."})
    make_item(titles={"en": "Hidden one"}, visibility="invited")

    everything = Client().get("/en/cooperation/").content.decode()
    offers = Client().get("/en/cooperation/?kind=offer").content.decode()
    outcomes = Client().get("/en/cooperation/?show=outcomes").content.decode()

    assert "Open one" in everything
    assert "Ended one" not in everything
    assert "Hidden one" not in everything + outcomes
    assert "Open one" not in offers
    assert "Offered one" in offers
    assert "Forty reefs." in outcomes


def test_others_neither_edit_nor_step_nor_broker():
    item = make_item(stage=Stage.SUBMITTED)
    stranger = signed_in(make_user())

    base = f"/en/workspace/cooperation/{item.uid}"
    board = f"/en/workspace/cooperation/board/{item.uid}"
    answers = {
        stranger.get(f"{base}/edit/").status_code,
        stranger.post(f"{base}/step/", {"after": "withdrawn", "version": 1}).status_code,
        stranger.get(f"{board}/").status_code,
        stranger.post(f"{board}/act/", {"action": "claim", "version": 1}).status_code,
    }

    assert answers == {404}
    item.refresh_from_db()
    assert (item.stage, item.broker) == (Stage.SUBMITTED, None)


def test_a_broker_without_javascript_is_told_when_another_was_quicker():
    item = make_item(stage=Stage.SUBMITTED)
    act = f"/en/workspace/cooperation/board/{item.uid}/act/"
    seen = {"action": "claim", "version": item.version}

    signed_in(make_broker()).post(act, seen)
    page = signed_in(make_broker()).post(act, seen, follow=True).content.decode()

    assert "Somebody else changed this meanwhile." in page


def test_an_invitation_to_what_was_withdrawn_shows_nothing_of_it():
    item, broker, expert = make_item(titles={"en": "Secret reef"}), make_broker(), make_expert()
    suggest(actor=broker, item=item)
    suggestion = shortlist(actor=broker, suggestion=item.suggestions.get())
    invite(actor=broker, suggestion=suggestion)
    CooperationItem.objects.filter(pk=item.pk).update(stage=Stage.WITHDRAWN)
    helper = signed_in(expert.user)

    page = helper.get(f"/en/workspace/cooperation/invitations/{suggestion.uid}/")
    mine = helper.get("/en/workspace/cooperation/")

    assert page.status_code == 200
    assert "Secret reef" not in page.content.decode() + mine.content.decode()
    assert "You need not answer any more." in page.content.decode()


def test_a_form_with_mistakes_keeps_what_was_written_and_says_what_to_do():
    author = signed_in(make_user())

    answer = author.post(
        "/en/workspace/cooperation/new/",
        {"direction": "offer", "title": "Boats", "visibility": "public", "deadline": "2020-01-01"},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose at least one subject." in page
    assert "This day has passed." in page
    assert 'value="Boats"' in page
    assert not CooperationItem.objects.exists()


def test_the_form_has_ten_questions_at_most():
    page = signed_in(make_user()).get("/en/workspace/cooperation/new/")

    assert len(page.context["form"].fields) <= 10
