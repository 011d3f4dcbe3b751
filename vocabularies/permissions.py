"""Who may do what with vocabularies. Reading is public."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


def can_load_vocabulary(user: "User | AnonymousUser") -> bool:
    """Loading adds and changes terms of a whole vocabulary."""
    return user.has_perm("vocabularies.add_term") and user.has_perm("vocabularies.change_term")
