"""How a change of terms is made known: a new stamp and one signal for any number of terms."""

from collections.abc import Iterable

from vocabularies import stamp
from vocabularies.models import Term
from vocabularies.signals import terms_changed


def announce(identifiers: Iterable[str]) -> None:
    """Tell every process and every listener that these terms changed."""
    changed = set(identifiers)
    if changed:
        stamp.bump()
        terms_changed.send(sender=Term, identifiers=changed)
