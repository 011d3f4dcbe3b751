"""Suggestions: nobody is told before they are invited, and nobody hidden is ever listed."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from experts.cooperation import actions
from experts.cooperation.candidates import match_request
from experts.cooperation.permissions import can_answer
from experts.cooperation.presenting import suggestion_cards
from experts.cooperation.suggesting import (
    DecidedError,
    NotOpenError,
    accept,
    decline,
    dismiss,
    find_matches,
    invite,
    shortlist,
    suggest,
)
from experts.matching.data import ALGO_VERSION, Obstacle
from experts.models import (
    Block,
    CooperationItem,
    Expertise,
    MatchSuggestion,
    ProfileState,
    SuggestionState,
)
from experts.stages import Stage
from notifications.models import Notification
from notifications.sending import send_mails
from records.audiences import Viewer
from tests.factories.accounts import make_user
from tests.factories.experts import make_broker, make_item, make_organization, make_profile
from tests.factories.vocabularies import make_term

pytestmark = pytest.mark.django_db

REEFS = "cbd-subjects:CORAL-REEFS"


def make_expert(**fields):
    """Somebody who knows reefs, speaks English and worked in Fiji."""
    defaults = {
        "expertise": {REEFS: 4},
        "languages": {"en": 4},
        "worked_in": ["countries:FJ"],
        "help_offered": ["help-kinds:data"],
    }
    return make_profile(**(defaults | fields))


def invited(item, broker, profile):
    suggest(actor=broker, item=item)
    suggestion = MatchSuggestion.objects.get(item=item, profile=profile)
    shortlist(actor=broker, suggestion=suggestion)
    return invite(actor=broker, suggestion=suggestion)


def names(item):
    return {suggestion.profile for suggestion in item.suggestions.all()}


def test_who_knows_the_subject_is_suggested_with_reasons_and_not_told():
    item, expert = make_item(), make_expert()
    make_profile(expertise={"cbd-subjects:SEABIRDS": 4}, languages={"en": 4})

    suggest(actor=make_broker(), item=item)

    [suggestion] = item.suggestions.all()
    assert suggestion.profile == expert
    assert suggestion.algo_version == ALGO_VERSION
    assert [(reason["part"], reason["term"], reason["note"]) for reason in suggestion.reasons] == [
        ("topic", REEFS, "self"), ("place", "FJ", "worked"), ("language", "en", ""),
        ("help", "help-kinds:data", ""),
    ]  # fmt: skip
    assert not Notification.objects.filter(user=expert.user).exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"visibility": "only-me"},
        {"visibility": "communities"},
        {"state": ProfileState.DRAFT},
        {"state": ProfileState.WITHHELD},
        {"field_visibility": {"expertise": "only-me"}},
        {"field_visibility": {"languages": "communities"}},
        {"availability": "closed"},
        {"languages": {"fr": 4}},
    ],
)
def test_who_is_hidden_or_does_not_fit_is_not_suggested(fields):
    item = make_item()
    make_expert(**fields)

    suggest(actor=make_broker(), item=item)

    assert names(item) == set()


def test_what_somebody_hides_is_no_reason():
    item = make_item()
    make_expert(field_visibility={"worked_in": "only-me", "help_offered": "communities"})

    suggest(actor=make_broker(), item=item)

    [suggestion] = item.suggestions.all()
    assert {reason["part"] for reason in suggestion.reasons} == {"topic", "language"}


def test_the_author_their_colleagues_and_who_blocks_them_are_not_suggested():
    institute, rival = make_organization(), make_organization()
    author = make_expert(organization=institute)
    item = make_item(author.user)
    make_expert(organization=institute)
    excluded = make_expert(organization=rival)
    item.excluded.add(rival)
    blocker = make_expert()
    Block.objects.create(owner=blocker.user, blocked=author.user)

    _matches, misfits = match_request(item, limit=10)
    suggest(actor=make_broker(), item=item)

    assert names(item) == set()
    assert {misfit.candidate.key: misfit.obstacle for misfit in misfits}[
        excluded.pk
    ] == Obstacle.EXCLUDED
    # That somebody blocks is nobody's business.
    assert blocker.pk not in {misfit.candidate.key for misfit in misfits}


def test_somebody_who_hides_after_being_suggested_is_neither_shown_nor_invited():
    item, broker, expert = make_item(), make_broker(), make_expert()
    suggest(actor=broker, item=item)
    suggestion = shortlist(actor=broker, suggestion=item.suggestions.get())
    expert.visibility = "only-me"
    expert.save()

    shown = suggestion_cards(MatchSuggestion.objects.filter(item=item), Viewer(broker))

    assert shown == []
    with pytest.raises(DecidedError):
        invite(actor=broker, suggestion=suggestion)
    assert not Notification.objects.filter(user=expert.user).exists()


def test_an_invitation_is_told_once_on_the_site_and_by_mail_without_addresses():
    owner = make_user(email="owner@secret.example")
    item, broker, expert = (
        make_item(owner),
        make_broker(email="broker@secret.example"),
        make_expert(),
    )

    suggestion = invited(item, broker, expert)
    with pytest.raises(DecidedError):
        invite(actor=broker, suggestion=suggestion)
    send_mails(limit=50)

    [message] = mail.outbox
    assert message.to == [expert.user.email]
    assert "Reef survey" in message.subject
    assert "secret.example" not in str(message.message())
    assert Notification.objects.filter(kind="cooperation.invited").count() == 1


def test_accepting_tells_who_asked_and_the_broker():
    item, broker, expert = make_item(), make_broker(), make_expert()

    accept(actor=expert.user, suggestion=invited(item, broker, expert))

    told = Notification.objects.filter(kind="cooperation.answered").values_list(
        "user_id", flat=True
    )
    assert set(told) == {broker.pk, item.owner_id}
    shown = suggestion_cards(
        MatchSuggestion.objects.filter(item=item, state="accepted"), Viewer(item.owner)
    )
    assert [card.name for card in shown] == [expert.name]


def test_declining_is_told_to_the_broker_alone():
    item, broker, expert = make_item(), make_broker(), make_expert()

    decline(
        actor=expert.user, suggestion=invited(item, broker, expert), reason="no-time", remark="Ill"
    )

    told = Notification.objects.filter(kind="cooperation.answered").values_list(
        "user_id", flat=True
    )
    assert set(told) == {broker.pk}
    suggest(actor=broker, item=item)
    assert item.suggestions.get().state == SuggestionState.DECLINED


def test_declines_for_want_of_time_make_the_next_invitation_less_likely():
    broker, expert, other = make_broker(), make_expert(), make_expert()
    for _round in range(3):
        suggestion = invited(make_item(), broker, expert)
        decline(actor=expert.user, suggestion=suggestion, reason="no-time")

    matches, _misfits = match_request(make_item(), limit=10)

    assert [match.candidate.key for match in matches] == [other.pk, expert.pk]


def test_only_the_invited_person_may_answer_and_only_while_it_is_open():
    item, broker, expert = make_item(), make_broker(), make_expert()
    suggestion = invited(item, broker, expert)

    with pytest.raises(PermissionDenied):
        accept(actor=make_user(), suggestion=suggestion)
    with pytest.raises(PermissionDenied):
        accept(actor=broker, suggestion=suggestion)
    fresh = CooperationItem.objects.get(pk=item.pk)
    actions.withdraw_item(actor=item.owner, item=fresh, version=fresh.version)
    with pytest.raises(NotOpenError):
        accept(actor=expert.user, suggestion=suggestion)
    suggestion = MatchSuggestion.objects.select_related("item__owner").get(pk=suggestion.pk)
    assert not can_answer(expert.user, suggestion)


def test_an_invitation_to_what_was_withdrawn_is_not_sent():
    item, broker, expert = make_item(), make_broker(), make_expert()
    invited(item, broker, expert)
    fresh = CooperationItem.objects.get(pk=item.pk)
    actions.withdraw_item(actor=item.owner, item=fresh, version=fresh.version)

    send_mails(limit=50)

    assert [message for message in mail.outbox if expert.user.email in message.to] == []


def test_of_two_brokers_who_decide_at_once_the_second_is_told_so():
    item, broker, second = make_item(), make_broker(), make_broker()
    make_expert()
    suggest(actor=broker, item=item)
    suggestion = item.suggestions.get()
    dismiss(actor=broker, suggestion=suggestion, reason="Retired.")

    with pytest.raises(DecidedError):
        dismiss(actor=second, suggestion=suggestion, reason="Retired.")
    suggest(actor=broker, item=item)
    assert item.suggestions.get().state == SuggestionState.DISMISSED


def test_a_broker_does_not_decide_about_what_another_looks_after():
    item = make_item(broker=make_broker())
    make_expert()

    with pytest.raises(PermissionDenied):
        suggest(actor=make_broker(), item=item)
    with pytest.raises(PermissionDenied):
        suggest(actor=make_user(), item=item)


def test_nobody_is_suggested_for_what_is_not_open():
    with pytest.raises(NotOpenError):
        suggest(actor=make_broker(), item=make_item(stage=Stage.AGREED))


def test_somebody_is_suggested_once_for_an_item():
    item, expert = make_item(), make_expert()
    MatchSuggestion.objects.create(item=item, profile=expert, algo_version="x")

    with pytest.raises(IntegrityError):
        MatchSuggestion.objects.create(item=item, profile=expert, algo_version="x")


def test_offers_meet_requests_in_both_directions():
    request = make_item()
    offer = make_item(direction="offer")
    make_item(direction="offer", topics=["cbd-subjects:SEABIRDS"])
    make_item(direction="offer", visibility="invited")
    broker = make_broker()

    suggest(actor=broker, item=request)
    suggest(actor=broker, item=offer)

    assert [each.counterpart for each in request.suggestions.all()] == [offer]
    assert [each.counterpart for each in offer.suggestions.all()] == [request]


def test_a_suggestion_of_an_offer_goes_to_who_offers():
    request, offer, broker = make_item(), make_item(direction="offer"), make_broker()
    suggest(actor=broker, item=request)
    suggestion = shortlist(actor=broker, suggestion=request.suggestions.get())

    invite(actor=broker, suggestion=suggestion)

    told = Notification.objects.get(kind="cooperation.invited")
    assert told.user == offer.owner


@pytest.mark.parametrize("people", [3, 30])
def test_matching_asks_six_questions_however_many_people_there_are(people):
    make_term(REEFS)
    item = make_item()
    for _person in range(people):
        make_expert()
    make_item(direction="offer")
    find_matches(item, set())  # hierarchies stay in memory

    with CaptureQueriesContext(connection) as queries:
        matches, _misfits = find_matches(item, set())

    assert len(queries) <= 6
    assert len(matches) == min(people + 1, 12)


def test_old_evidence_counts_less_than_new():
    old, new = make_expert(), make_expert()
    for profile, years in ((old, 9), (new, 0)):
        Expertise.objects.filter(profile=profile).update(
            verified_at=timezone.now() - timedelta(days=365 * years)
        )

    matches, _misfits = match_request(make_item(), limit=10)

    assert [match.candidate.key for match in matches] == [new.pk, old.pk]
