"""What somebody was told, in their words, as far as they may see it now."""

from collections import defaultdict
from collections.abc import Iterable

from accounts.models import User
from notifications.models import Notification
from notifications.registry import Fact, Rendered, known_kinds


def fact_of(notification: Notification) -> Fact:
    """Return the fact as its kind knows it."""
    event = notification.event
    return Fact(event.subject, event.payload, event.occurred_at, event.actor_id)


def present(
    user: User, notifications: Iterable[Notification], language: str
) -> dict[int, Rendered]:
    """Map the notifications that the user may see now to their words.

    Each kind is asked once for all its facts; a kind that is gone shows nothing. Kinds
    decide by what holds now, so this is called for every list and every mail anew.
    """
    by_kind: dict[str, list[Notification]] = defaultdict(list)
    for notification in notifications:
        by_kind[notification.kind].append(notification)
    kinds = known_kinds()
    shown: dict[int, Rendered] = {}
    for key, group in by_kind.items():
        kind = kinds.get(key)
        if kind is None:
            continue
        facts = {fact.subject: fact for fact in map(fact_of, group)}
        visible = set(kind.may_see(user, list(facts.values())))
        open_facts = [fact for subject, fact in facts.items() if subject in visible]
        words = kind.render(user, open_facts, language) if open_facts else {}
        for notification in group:
            subject = notification.event.subject
            if subject in visible and subject in words:
                shown[notification.pk] = words[subject]
    return shown
