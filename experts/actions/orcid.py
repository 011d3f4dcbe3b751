"""The ORCID iD of a person: only ever what ORCID itself said when they signed in there."""

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from experts.actions.profiles import start_profile
from experts.models import Profile

FORM = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


@transaction.atomic
def link_orcid(*, user: User, orcid: str) -> Profile:
    """Write the iD of a sign-in at ORCID into the profile.

    ValidationError when it is no iD, or somebody else has linked it.
    """
    if not is_orcid(orcid):
        raise ValidationError(_("ORCID answered with something that is not an iD."))
    if Profile.objects.filter(orcid=orcid).exclude(user=user).exists():
        raise ValidationError(_("Another profile has this ORCID iD already."))
    profile = start_profile(user=user)
    profile.orcid = orcid
    profile.save()
    return profile


@transaction.atomic
def unlink_orcid(*, user: User) -> None:
    """Forget the iD: its person no longer signs in by it."""
    profile = Profile.objects.select_related("user").filter(user=user).first()
    if profile and profile.orcid:
        profile.orcid = None
        profile.save()


def is_orcid(text: str) -> bool:
    """Whether the text is an iD with a right check digit (ISO 7064, MOD 11-2)."""
    if not FORM.fullmatch(text):
        return False
    total = 0
    digits = text.replace("-", "")
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return digits[-1] == ("X" if check == 10 else str(check))
