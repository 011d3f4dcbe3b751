"""What people know, as interests."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from accounts.interests import Interest, register_interests
from accounts.models import User
from experts.models import Expertise, ExpertiseLevel

REASON = _("Because you know about %(name)s")


def expertise_of(user: User) -> Iterator[Interest]:
    """Yield the subjects of the user's profile, the better known ones weigh more."""
    rows = Expertise.objects.filter(profile__user=user).order_by("term")
    for term, level in rows.values_list("term", "level"):
        yield Interest(term=term, weight=level / ExpertiseLevel.LEADING, reason=REASON)


def register() -> None:
    """Let others recommend by it."""
    register_interests("experts", expertise_of)
