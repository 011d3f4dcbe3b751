"""Kinds of notification, and people to notify, for tests."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.utils.translation import gettext, override

from accounts.models import User
from notifications import registry
from notifications.registry import Fact, NotificationKind, Rendered


class Noticeboard:
    """What the kinds of these tests are about: closed subjects may be seen by nobody."""

    def __init__(self) -> None:
        self.closed: set[str] = set()

    def may_see(self, user: User, facts: Sequence[Fact]) -> Collection[str]:
        """The subjects that are open, unless the account is closed."""
        if not user.is_active:
            return set()
        return {fact.subject for fact in facts} - self.closed

    def render(self, user: User, facts: Sequence[Fact], language: str) -> Mapping[str, Rendered]:
        """A line about each subject, with a word of the site's own in the language."""
        assert user.is_active
        with override(language):
            word = gettext("News")
        return {
            fact.subject: Rendered(
                title=f"{word}: {fact.subject}",
                lines=(f"About {fact.subject} <b>& more</b>",),
                url=f"/{language}/about/{fact.subject}/",
                reason="You follow this.",
                action="Read it",
            )
            for fact in facts
        }


@contextmanager
def registered_kind(
    key: str = "tests.news", *, frequency: str = "immediate", board: Noticeboard | None = None
) -> Iterator[Noticeboard]:
    """Register a kind for the length of a test."""
    board = board or Noticeboard()
    registry.register_kind(
        NotificationKind(
            key=key,
            label=f"News of {key}",
            description="What the tests tell.",
            may_see=board.may_see,
            render=board.render,
            default_frequency=registry.Frequency(frequency),
        )
    )
    try:
        yield board
    finally:
        del registry._kinds[key]
