"""What people are told about requests and offers, and what of it they may still see."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy, override

from accounts.models import User
from experts.cooperation.telling import ANSWERED, DEADLINE, INVITED, STAGE, SUBMITTED
from experts.models import CooperationItem, MatchSuggestion, StageChange
from experts.stages import OPEN, Stage
from notifications.models import Frequency
from notifications.registry import Fact, NotificationKind, Rendered, register_kind
from records.audiences import Viewer

Say = Callable[[User, Sequence[Fact], str], Iterator[tuple[str, Rendered]]]


def register() -> None:
    """Register the kinds of this room."""
    for kind in KINDS:
        register_kind(kind)


# --- What is seen -------------------------------------------------------------------


def items_of(user: User, facts: Sequence[Fact]) -> dict[str, CooperationItem]:
    """The items of facts that the user may see now, by identifier: two queries."""
    uids = {UUID(fact.payload["item"]) for fact in facts}
    items = CooperationItem.objects.visible_to(Viewer(user)).with_uid_in(uids)
    return {str(item.uid): item for item in items}


def suggestions_of(facts: Sequence[Fact]) -> dict[str, MatchSuggestion]:
    """The suggestions of facts, by identifier."""
    uids = [UUID(fact.payload["suggestion"]) for fact in facts]
    found = MatchSuggestion.objects.filter(uid__in=uids).select_related(
        "item__owner", "profile__user", "counterpart__owner"
    )
    return {str(suggestion.uid): suggestion for suggestion in found}


def sees_item(user: User, facts: Sequence[Fact]) -> Collection[str]:
    """The facts about items that the user may see."""
    items = items_of(user, facts)
    return {fact.subject for fact in facts if fact.payload["item"] in items}


def sees_invitation(user: User, facts: Sequence[Fact]) -> Collection[str]:
    """Invitations that still wait for this person."""
    told = set(
        MatchSuggestion.objects.told_to(user.pk)
        .filter(state="invited", item__stage__in=OPEN, item__owner__is_active=True)
        .values_list("uid", flat=True)
    )
    return {fact.subject for fact in facts if UUID(fact.payload["suggestion"]) in told}


def sees_answer(user: User, facts: Sequence[Fact]) -> Collection[str]:
    """Answers about items that the user brokers or owns; owners learn of a yes alone."""
    suggestions = suggestions_of(facts)
    return {
        fact.subject
        for fact in facts
        if (suggestion := suggestions.get(fact.payload["suggestion"]))
        and is_concerned(user, suggestion)
    }


def is_concerned(user: User, suggestion: MatchSuggestion) -> bool:
    """Whether an answer is for this person."""
    item = suggestion.item
    if user.pk == item.owner_id:
        return suggestion.state == "accepted"
    return user.pk in (item.broker_id, suggestion.decided_by_id)


# --- How it is said -----------------------------------------------------------------


def rendering(say: Say) -> Callable[[User, Sequence[Fact], str], Mapping[str, Rendered]]:
    """Let `say` speak the reader's language."""

    def render(user: User, facts: Sequence[Fact], language: str) -> Mapping[str, Rendered]:
        with override(language):
            return dict(say(user, facts, language))

    return render


def address(user: User, item: CooperationItem) -> str:
    """The page of the item that the person works on."""
    is_theirs = user.pk == item.owner_id
    if not is_theirs and user.pk == item.broker_id:
        return reverse("experts:board_item", args=[item.uid])
    return reverse("experts:item_detail", args=[item.uid])


def say_stage(user: User, facts: Sequence[Fact], language: str) -> Iterator[tuple[str, Rendered]]:
    """An item moved on."""
    items = items_of(user, facts)
    changes = StageChange.objects.in_bulk([fact.payload["change"] for fact in facts])
    for fact in facts:
        item = items.get(fact.payload["item"])
        change = changes.get(fact.payload["change"])
        if item and change:
            values = {
                "title": item.title_in(language)[0],
                "stage": Stage(change.after).label,
            }
            yield (
                fact.subject,
                Rendered(
                    title=_("%(title)s: %(stage)s") % values,
                    lines=(change.reason,) if change.reason and user.pk == item.owner_id else (),
                    url=address(user, item),
                    reason=_("You take part in this request or offer."),
                    action=_("Open it"),
                ),
            )


def say_submitted(
    user: User, facts: Sequence[Fact], language: str
) -> Iterator[tuple[str, Rendered]]:
    """Something new waits for the brokers."""
    items = items_of(user, facts)
    for fact in facts:
        if item := items.get(fact.payload["item"]):
            yield (
                fact.subject,
                Rendered(
                    title=_("Submitted: %(title)s") % {"title": item.title_in(language)[0]},
                    url=reverse("experts:board_item", args=[item.uid]),
                    reason=_("You broker requests and offers."),
                    action=_("Look at it"),
                ),
            )


def say_invited(
    _user: User, facts: Sequence[Fact], language: str
) -> Iterator[tuple[str, Rendered]]:
    """A broker thinks that this person can help."""
    suggestions = suggestions_of(facts)
    for fact in facts:
        if suggestion := suggestions.get(fact.payload["suggestion"]):
            title = suggestion.item.title_in(language)[0]
            yield (
                fact.subject,
                Rendered(
                    title=_("You are invited: %(title)s") % {"title": title},
                    lines=(
                        _("A broker of this site thinks that you fit. You may accept or decline."),
                        _("Who asks does not see your mail address."),
                    ),
                    url=reverse("experts:invitation", args=[suggestion.uid]),
                    reason=_("You published a profile or an offer on this site."),
                    action=_("Answer the invitation"),
                ),
            )


def say_answered(
    user: User, facts: Sequence[Fact], language: str
) -> Iterator[tuple[str, Rendered]]:
    """Somebody accepted or declined."""
    suggestions = suggestions_of(facts)
    for fact in facts:
        suggestion = suggestions.get(fact.payload["suggestion"])
        if suggestion and is_concerned(user, suggestion):
            title = suggestion.item.title_in(language)[0]
            line = (
                _("An invitation was accepted: %(title)s")
                if suggestion.state == "accepted"
                else _("An invitation was declined: %(title)s")
            )
            yield (
                fact.subject,
                Rendered(
                    title=line % {"title": title},
                    url=address(user, suggestion.item),
                    reason=_("You take part in this request or offer."),
                    action=_("Open it"),
                ),
            )


def say_deadline(
    user: User, facts: Sequence[Fact], language: str
) -> Iterator[tuple[str, Rendered]]:
    """A deadline comes near."""
    items = items_of(user, facts)
    for fact in facts:
        if item := items.get(fact.payload["item"]):
            day = date_format(date.fromisoformat(fact.payload["deadline"]), "DATE_FORMAT")
            values = {"title": item.title_in(language)[0], "date": day}
            yield (
                fact.subject,
                Rendered(
                    title=_("Ends on %(date)s: %(title)s") % values,
                    lines=(_("After that day nobody can be invited any more."),),
                    url=address(user, item),
                    reason=_("You take part in this request or offer."),
                    action=_("Open it"),
                ),
            )


KINDS = (
    NotificationKind(
        key=INVITED,
        label=gettext_lazy("Invitations to cooperate"),
        description=gettext_lazy("A broker thinks that you can help with a request."),
        may_see=sees_invitation,
        render=rendering(say_invited),
        default_frequency=Frequency.IMMEDIATE,
    ),
    NotificationKind(
        key=STAGE,
        label=gettext_lazy("Progress of requests and offers"),
        description=gettext_lazy("A request or an offer in which you take part moves on."),
        may_see=sees_item,
        render=rendering(say_stage),
        default_frequency=Frequency.IMMEDIATE,
    ),
    NotificationKind(
        key=ANSWERED,
        label=gettext_lazy("Answers to invitations"),
        description=gettext_lazy("Somebody accepts or declines to help with a request."),
        may_see=sees_answer,
        render=rendering(say_answered),
        default_frequency=Frequency.IMMEDIATE,
    ),
    NotificationKind(
        key=DEADLINE,
        label=gettext_lazy("Deadlines of requests and offers"),
        description=gettext_lazy("A request or an offer in which you take part ends soon."),
        may_see=sees_item,
        render=rendering(say_deadline),
        default_frequency=Frequency.IMMEDIATE,
    ),
    NotificationKind(
        key=SUBMITTED,
        label=gettext_lazy("Requests and offers to broker"),
        description=gettext_lazy("Somebody hands a request or an offer to the brokers."),
        may_see=sees_item,
        render=rendering(say_submitted),
        default_frequency=Frequency.DAILY,
    ),
)
