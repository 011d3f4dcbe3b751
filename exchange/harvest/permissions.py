"""Pure predicates about importing."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User


def can_import_records(user: User | AnonymousUser) -> bool:
    """Whether the person may bring records in from files."""
    return user.has_perm("exchange.add_importrun")
