"""What people keep looking for, as interests."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from accounts.interests import Interest, register_interests
from accounts.models import User
from search.alerts import state_of
from search.facets import FACETS
from search.state import ListState

REASON = _("Because you saved “%(name)s”")
WEIGHT = 0.75
# A place says little beside a subject or words: it counts where it stands alone.
SUBJECTS = ("topic", "target", "ecosystem", "sdg")
PLACES = ("country", "region")


def saved_by(user: User) -> Iterator[Interest]:
    """Yield the terms that the user's saved searches narrow to, the oldest search first."""
    for search in sorted(user.saved_searches.all(), key=lambda search: search.pk):
        for term in terms_of(state_of(search)):
            yield Interest(term=term, weight=WEIGHT, reason=REASON, name=search.name)


def terms_of(state: ListState) -> list[str]:
    """The identifiers that chosen facet values may stand for."""
    for facets in (SUBJECTS,) if state.text else (SUBJECTS, PLACES):
        terms = [
            f"{scheme}:{value}"
            for facet in facets
            for value in state.filters.get(facet, ())
            for scheme in FACETS[facet].schemes
        ]
        if terms:
            return terms
    return []


def register() -> None:
    """Let others recommend by it."""
    register_interests("search", saved_by)
