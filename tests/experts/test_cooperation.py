"""Requests and offers: every step, by whom, at once by two, and against the clock."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from experts.cooperation import actions
from experts.cooperation.jobs import keep_deadlines
from experts.cooperation.permissions import can_take_step, can_view_item
from experts.models import CooperationItem, ItemVisibility, MatchSuggestion
from experts.stages import BROKER_STEPS, NEXT, OWNER_STEPS, SHOWN, Stage
from notifications.models import Notification
from records.audiences import Viewer
from records.models import Record
from tests.factories.accounts import make_administrator, make_user
from tests.factories.experts import make_broker, make_item, make_profile

pytestmark = pytest.mark.django_db

WORDS = {
    Stage.CLARIFYING: {"reason": "Which reefs?"},
    Stage.DECLINED: {"reason": "Too far."},
    Stage.CLOSED: {"outcome": "Eleven lines.", "language": "en"},
}
VERBS = {
    Stage.SUBMITTED: actions.submit_item,
    Stage.CLARIFYING: actions.ask_owner,
    Stage.PUBLISHED: actions.publish_item,
    Stage.MATCHING: actions.start_matching,
    Stage.AGREED: actions.agree_item,
    Stage.RUNNING: actions.run_item,
    Stage.CLOSED: actions.close_item,
    Stage.DECLINED: actions.decline_item,
    Stage.WITHDRAWN: actions.withdraw_item,
}


def take(actor, item, after):
    verb = VERBS[after]
    return verb(actor=actor, item=item, version=item.version, **WORDS.get(after, {}))


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("user_id", flat=True))


def test_an_item_goes_from_a_draft_to_an_outcome_and_keeps_its_history():
    owner, broker = make_user(), make_broker()
    item = make_item(owner, stage=Stage.DRAFT)

    for actor, after in [
        (owner, Stage.SUBMITTED), (broker, Stage.CLARIFYING), (owner, Stage.SUBMITTED),
        (broker, Stage.PUBLISHED), (broker, Stage.MATCHING), (broker, Stage.AGREED),
        (owner, Stage.RUNNING), (owner, Stage.CLOSED),
    ]:  # fmt: skip
        item = take(actor, item, after)

    assert [change.after for change in item.changes.all()] == [
        "submitted", "clarifying", "submitted", "published", "matching", "agreed", "running",
        "closed",
    ]  # fmt: skip
    assert item.changes.all()[1].reason == "Which reefs?"
    assert item.outcomes == {"en": "Eleven lines."}
    assert item.broker == broker
    assert told("cooperation.submitted") == {broker.pk}
    assert told("cooperation.stage") == {owner.pk, broker.pk}


@pytest.mark.parametrize("after", VERBS)
@pytest.mark.parametrize("before", Stage)
def test_no_verb_leads_where_the_table_does_not(before, after):
    owner, broker = make_user(), make_broker()
    item = make_item(owner, stage=before)
    actor = owner if after in OWNER_STEPS - BROKER_STEPS else broker
    allowed = after in NEXT[before]

    if allowed:
        assert take(actor, item, after).stage == after
    else:
        # A broker may not even know of a draft.
        with pytest.raises((actions.WrongStageError, PermissionDenied)):
            take(actor, item, after)
        assert CooperationItem.objects.get(pk=item.pk).stage == before


def test_who_may_take_which_step():
    owner, broker, other = make_user(), make_broker(), make_broker()
    item = make_item(owner, stage=Stage.MATCHING, broker=broker)
    people = {
        "owner": owner, "broker": broker, "other broker": other, "member": make_user(),
        "left": make_broker(is_active=False),
    }  # fmt: skip

    may = {
        name: {stage.value for stage in Stage if can_take_step(person, item, stage)}
        for name, person in people.items()
    }

    assert may == {
        "owner": {stage.value for stage in OWNER_STEPS},
        "broker": {stage.value for stage in BROKER_STEPS},
        "other broker": set(),
        "member": set(),
        "left": set(),
    }


def test_brokers_do_not_broker_what_is_their_own():
    broker = make_broker()
    item = make_item(broker, stage=Stage.SUBMITTED)

    with pytest.raises(PermissionDenied):
        take(broker, item, Stage.PUBLISHED)


def test_of_two_brokers_at_once_the_second_is_asked_to_look_again():
    first, second = make_broker(), make_broker()
    item = make_item(stage=Stage.SUBMITTED)
    seen_by_both = item.version

    actions.claim_item(actor=first, item=item, version=seen_by_both)
    with pytest.raises(actions.StaleItemError):
        actions.claim_item(actor=second, item=item, version=seen_by_both)
    with pytest.raises(actions.StaleItemError):
        actions.decline_item(actor=second, item=item, version=seen_by_both, reason="No.")

    fresh = CooperationItem.objects.get(pk=item.pk)
    assert (fresh.broker, fresh.stage) == (first, Stage.SUBMITTED)
    with pytest.raises(PermissionDenied):
        take(second, fresh, Stage.PUBLISHED)
    assert actions.claim_item(actor=second, item=fresh, version=fresh.version).broker == second


def test_a_step_back_asks_for_words():
    item = make_item(stage=Stage.SUBMITTED)

    with pytest.raises(ValidationError):
        actions.ask_owner(actor=make_broker(), item=item, version=item.version, reason="  ")


def test_words_change_only_before_they_are_public():
    owner = make_user()
    draft = make_item(owner, stage=Stage.DRAFT)
    public = make_item(owner)
    fields = {"titles": {"en": "Another"}}

    actions.change_item(actor=owner, item=draft, version=draft.version, fields=fields)

    assert CooperationItem.objects.get(pk=draft.pk).titles == {"en": "Another"}
    with pytest.raises(PermissionDenied):
        actions.change_item(actor=owner, item=public, version=public.version, fields=fields)
    with pytest.raises(PermissionDenied):
        actions.change_item(actor=make_user(), item=draft, version=draft.version + 1, fields=fields)


def test_the_clock_ends_what_is_over_and_reminds_once_of_what_ends_soon():
    today = timezone.localdate()
    owner, broker = make_user(), make_broker()
    over = make_item(owner, deadline=today - timedelta(days=1), broker=broker)
    soon = make_item(owner, deadline=today + timedelta(days=5), broker=broker)
    later = make_item(owner, deadline=today + timedelta(days=30))
    agreed = make_item(owner, deadline=today - timedelta(days=1), stage=Stage.AGREED)

    assert keep_deadlines() == 2
    assert keep_deadlines() == 0

    stages = {
        name: CooperationItem.objects.get(pk=item.pk).stage
        for name, item in {"over": over, "soon": soon, "later": later, "agreed": agreed}.items()
    }
    assert stages == {
        "over": Stage.EXPIRED, "soon": Stage.PUBLISHED, "later": Stage.PUBLISHED,
        "agreed": Stage.AGREED,
    }  # fmt: skip
    assert told("cooperation.deadline") == {owner.pk, broker.pk}
    assert told("cooperation.stage") == {owner.pk, broker.pk}
    assert over.changes.get().actor is None
    assert not Record.objects.public().filter(uid=over.uid).exists()


def test_a_deadline_that_moved_is_reminded_of_again():
    today = timezone.localdate()
    item = make_item(deadline=today + timedelta(days=5))
    keep_deadlines()
    CooperationItem.objects.filter(pk=item.pk).update(deadline=today + timedelta(days=6))

    keep_deadlines()

    assert Notification.objects.filter(kind="cooperation.deadline").count() == 2


def test_published_items_are_found_and_others_are_not():
    public = make_item()
    signed_in = make_item(visibility=ItemVisibility.SIGNED_IN)
    hidden = [
        make_item(visibility=ItemVisibility.INVITED),
        *(make_item(stage=stage) for stage in set(Stage) - SHOWN),
    ]

    found = {record.uid: record for record in Record.objects.visible_to(Viewer.anonymous())}
    assert public.uid in found
    assert found[public.uid].kind == "request"
    assert signed_in.uid not in found
    assert not {item.uid for item in hidden} & found.keys()
    seen = Record.objects.visible_to(Viewer(make_user())).values_list("uid", flat=True)
    assert signed_in.uid in set(seen)


@pytest.mark.parametrize("visibility", ItemVisibility)
@pytest.mark.parametrize("stage", Stage)
def test_the_list_and_the_predicate_agree_about_who_sees_what(stage, visibility):
    owner, invited, listed = make_user(), make_profile(), make_profile()
    item = make_item(owner, stage=stage, visibility=visibility)
    make_suggestion(item, invited, "invited")
    make_suggestion(item, listed, "shortlisted")
    viewers = {
        "anonymous": Viewer.anonymous(),
        "member": Viewer(make_user()),
        "owner": Viewer(owner),
        "invited": Viewer(invited.user),
        "listed": Viewer(listed.user),
        "broker": Viewer(make_broker()),
        "administrator": Viewer(make_administrator()),
    }

    seen = {name for name, viewer in viewers.items() if can_view_item(viewer, item)}

    assert seen == {
        name
        for name, viewer in viewers.items()
        if CooperationItem.objects.visible_to(viewer).filter(pk=item.pk).exists()
    }
    expected = {"owner"}
    if stage != Stage.DRAFT:
        expected |= {"broker", "administrator"}
    if stage in SHOWN:
        expected |= {
            "public": set(viewers),
            "signed-in": set(viewers) - {"anonymous"},
            "invited": {"invited"},
        }[visibility]
    assert seen == expected


def make_suggestion(item, profile, state):
    return MatchSuggestion.objects.create(
        item=item, profile=profile, state=state, algo_version="test", score=0.5
    )
