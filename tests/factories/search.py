"""Viewers for tests of search."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser

from records.audiences import Viewer


class KeyHolder(Viewer):
    """A viewer who holds exactly these keys."""

    def __init__(self, keys: Iterable[str]) -> None:
        super().__init__(AnonymousUser())
        self.keys = frozenset(keys)

    def renewed(self) -> Viewer:
        """Hold the same keys."""
        return self
