"""Who may speak for an organization, and what editors decide about it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from experts.models import ClaimState, Organization, OrganizationClaim
from experts.permissions import can_decide_claims


@transaction.atomic
def claim_organization(
    *, actor: User, organization: Organization, grounds: str, evidence_url: str = ""
) -> OrganizationClaim:
    """Ask to edit an organization; asking again while one waits returns that claim.

    ValidationError when the actor edits it already or gives no grounds.
    """
    if organization.managers.filter(pk=actor.pk).exists():
        raise ValidationError(_("You keep the page of this organization already."))
    if not grounds.strip():
        raise ValidationError(_("Say why you may speak for this organization."))
    claim, _created = OrganizationClaim.objects.get_or_create(
        organization=organization,
        user=actor,
        state=ClaimState.WAITING,
        defaults={"grounds": grounds.strip(), "evidence_url": evidence_url},
    )
    return claim


@transaction.atomic
def decide_claim(
    *, actor: User, claim: OrganizationClaim, approve: bool, reason: str = ""
) -> OrganizationClaim:
    """Approve a claim, which lets its person edit, or decline it with a reason.

    PermissionDenied for who may not decide; ValidationError for a claim that is decided, and
    for a refusal without a reason.
    """
    if not can_decide_claims(actor):
        raise PermissionDenied
    waiting = OrganizationClaim.objects.select_for_update().get(pk=claim.pk)
    if waiting.state != ClaimState.WAITING:
        raise ValidationError(_("This claim was decided already."))
    if not approve and not reason.strip():
        raise ValidationError(_("Say why: the person reads your reason."))
    waiting.state = ClaimState.APPROVED if approve else ClaimState.DECLINED
    waiting.decided_by, waiting.decided_at = actor, timezone.now()
    waiting.reason = reason.strip()
    waiting.save()
    if approve:
        waiting.organization.managers.add(waiting.user)
    return waiting
