"""Saved searches for tests."""

from typing import Any

from accounts.models import User
from search.models import Frequency, SavedSearch
from search.saved_actions import save_search


def make_saved(owner: User, query: str = "q=reef", **fields: Any) -> SavedSearch:
    """A search saved now, daily unless said otherwise."""
    values = {
        "name": "Reefs", "place": "search", "language": "en", "frequency": Frequency.DAILY,
    }  # fmt: skip
    return save_search(owner=owner, query=query, **(values | fields))
