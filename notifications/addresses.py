"""Addresses that refuse mail. Counted per address: a new one begins afresh."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from notifications.models import AddressTrouble

# So many refusals for good within this time, and nothing more is sent.
MOST_REFUSALS = 2
MEMORY = timedelta(days=30)


def is_trusted(address: str) -> bool:
    """Return whether mail may be sent to an address."""
    return not AddressTrouble.objects.filter(
        address=address.lower(),
        refusals__gte=MOST_REFUSALS,
        last_refusal__gt=timezone.now() - MEMORY,
    ).exists()


@transaction.atomic
def count_refusal(user_id: int, address: str, answer: str) -> None:
    """Remember that an address refused mail for good; old refusals are forgotten."""
    now = timezone.now()
    trouble, _created = AddressTrouble.objects.select_for_update().get_or_create(
        address=address.lower(), defaults={"user_id": user_id}
    )
    is_recent = trouble.last_refusal > now - MEMORY
    trouble.refusals = F("refusals") + 1 if is_recent else 1
    trouble.user_id = user_id
    trouble.last_refusal = now
    trouble.last_answer = answer[:200]
    trouble.save()


def forget_refusals(address: str) -> None:
    """Trust an address again: it took a mail."""
    AddressTrouble.objects.filter(address=address.lower()).delete()
