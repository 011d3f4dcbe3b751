"""What requests, offers and suggestions hold of people."""

from collections.abc import Iterator

from accounts.models import User
from accounts.personal_data import Content, Row, declare, declare_impersonal, declare_owned
from experts.models import BrokerNote, CooperationItem, MatchSuggestion, StageChange
from experts.stages import FINAL, Stage
from records import projection

FIELDS = (
    "uid", "direction", "titles", "descriptions", "outcomes", "topics", "countries", "help_kinds",
    "languages", "deadline", "visibility", "stage", "created",
)  # fmt: skip


def items(user: User) -> Iterator[Row]:
    """Yield what the person asked for and offered."""
    yield from CooperationItem.objects.owned_by(user.pk).order_by("pk").values(*FIELDS).iterator()


def erase_items(user: User, content: Content) -> None:
    """Delete what never ended well, and outcomes too when the person wants that.

    An outcome that stays is the community's; it names nobody.
    """
    CooperationItem.objects.filter(broker=user).update(broker=None)
    own = CooperationItem.objects.owned_by(user.pk)
    gone = own if content == Content.REMOVE else own.exclude(stage=Stage.CLOSED)
    for item in list(gone):
        item.delete()
        projection.refresh(item)
    for item in own.filter(stage__in=FINAL):
        projection.refresh(item)


def invitations(user: User) -> Iterator[Row]:
    """Yield the invitations that the person got and what they answered."""
    told = MatchSuggestion.objects.told_to(user.pk).order_by("pk")
    yield from told.values(
        "item__uid", "item__titles", "state", "decline_reason", "invited_at", "answered_at"
    ).iterator()


def erase_suggestions(user: User, content: Content) -> None:
    """Forget for what the person was suggested, and what they wrote when they declined."""
    del content
    MatchSuggestion.objects.filter(profile__user=user).delete()
    MatchSuggestion.objects.filter(counterpart__owner=user).update(remark="")


def steps(user: User) -> Iterator[Row]:
    """Yield the steps that the person took."""
    found = StageChange.objects.filter(actor=user).order_by("pk")
    yield from found.values("item__uid", "before", "after", "reason", "at").iterator()


def erase_steps(user: User, content: Content) -> None:
    """Take the person and their words out of the log; that there was a step stays."""
    del content
    StageChange.objects.filter(actor=user).update(actor=None, reason="")


def register() -> None:
    """Declare the models."""
    declare("experts.CooperationItem", export=items, erase=erase_items)
    declare("experts.MatchSuggestion", export=invitations, erase=erase_suggestions)
    declare("experts.StageChange", export=steps, erase=erase_steps)
    declare_owned(
        "experts.BrokerNote", lambda user: BrokerNote.objects.filter(author=user), "text", "created"
    )
    declare_impersonal("Names organizations.", "experts.CooperationItem_excluded")
