"""What is handed out of requests and suggestions, and what is left after somebody is gone."""

import pytest

from accounts.personal_data import Content, declarations
from experts.cooperation.suggesting import decline, invite, shortlist, suggest
from experts.models import BrokerNote, CooperationItem, MatchSuggestion, StageChange
from experts.stages import Stage
from records.models import Record
from tests.factories.accounts import make_user
from tests.factories.experts import make_broker, make_item, make_profile

pytestmark = pytest.mark.django_db

LABELS = (
    "experts.CooperationItem", "experts.MatchSuggestion", "experts.StageChange",
    "experts.BrokerNote",
)  # fmt: skip


def ours():
    return {each.label: each for each in declarations() if each.label in LABELS}


def erase(user, content):
    for declaration in ours().values():
        declaration.erase(user, content)


def declined_by(expert, item, broker):
    suggest(actor=broker, item=item)
    suggestion = shortlist(actor=broker, suggestion=item.suggestions.get())
    invited = invite(actor=broker, suggestion=suggestion)
    return decline(actor=expert.user, suggestion=invited, reason="other", remark="I am ill.")


def make_expert():
    return make_profile(
        expertise={"cbd-subjects:CORAL-REEFS": 4}, languages={"en": 4}, worked_in=["countries:FJ"]
    )


def test_people_get_what_they_asked_for_and_the_invitations_they_know_of():
    owner, expert = make_user(), make_expert()
    item = make_item(owner)
    declined_by(expert, item, make_broker())
    other = make_item()
    MatchSuggestion.objects.create(item=other, profile=expert, algo_version="x")

    items = list(ours()["experts.CooperationItem"].export(owner))
    invitations = list(ours()["experts.MatchSuggestion"].export(expert.user))

    assert [row["uid"] for row in items] == [item.uid]
    assert [row["item__uid"] for row in invitations] == [item.uid]


@pytest.mark.parametrize(("content", "left"), [(Content.KEEP, 1), (Content.REMOVE, 0)])
def test_outcomes_stay_when_their_author_wants_that_and_everything_else_goes(content, left):
    owner = make_user()
    ended = make_item(owner, stage=Stage.CLOSED, outcomes={"en": "Forty reefs."})
    opened = make_item(owner)
    make_item(owner, stage=Stage.DRAFT)

    erase(owner, content)
    owner.is_active = False
    owner.save()

    assert CooperationItem.objects.filter(owner=owner).count() == left
    found = set(Record.objects.public().values_list("uid", flat=True))
    assert (ended.uid in found) == bool(left)
    assert opened.uid not in found


def test_after_erasure_nothing_says_who_declined_or_brokered():
    broker, expert = make_broker(), make_expert()
    item = make_item(broker=broker)
    declined_by(expert, item, broker)
    StageChange.objects.create(
        item=item, before="submitted", after="published", actor=broker, reason="Good."
    )
    BrokerNote.objects.create(item=item, author=broker, text="Call Ana.")

    erase(expert.user, Content.KEEP)
    erase(broker, Content.KEEP)

    item.refresh_from_db()
    change = item.changes.get()
    assert item.broker is None
    assert (change.actor, change.reason) == (None, "")
    assert not item.suggestions.exists()
    assert not BrokerNote.objects.exists()


def test_what_an_account_asks_for_is_hidden_when_it_is_closed():
    item = make_item()
    item.owner.is_active = False
    item.owner.save()

    assert not Record.objects.public().filter(uid=item.uid).exists()
