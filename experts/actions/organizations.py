"""Who may speak for an organization, and what editors decide about it."""

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from experts.models import ClaimState, Organization, OrganizationClaim
from experts.permissions import can_decide_claims, can_edit_organization
from notifications.actions import notify

# Kinds of notification; experts.organization_notices says how they sound.
CLAIM = "organization.claim"
DECISION = "organization.decision"
KEEPER = "organization.keeper"
MOST_WAITING = 5
CHANGE_CLAIMS = "experts.change_organizationclaim"


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
    waiting = OrganizationClaim.objects.filter(user=actor, state=ClaimState.WAITING)
    if waiting.exclude(organization=organization).count() >= MOST_WAITING:
        raise ValidationError(_("Several of your claims wait already. Wait for the editors."))
    claim, _created = OrganizationClaim.objects.get_or_create(
        organization=organization,
        user=actor,
        state=ClaimState.WAITING,
        defaults={"grounds": grounds.strip(), "evidence_url": evidence_url},
    )
    editors = ModelBackend().with_perm(CHANGE_CLAIMS)
    notify(
        kind=CLAIM,
        subject=f"claim:{claim.pk}",
        recipients=editors.values_list("pk", flat=True),
        payload={"claim": claim.pk},
        actor=actor,
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
    notify(
        kind=DECISION,
        subject=f"claim:{waiting.pk}",
        recipients=[waiting.user_id],
        payload={"claim": waiting.pk},
        actor=actor,
    )
    return waiting


@transaction.atomic
def save_organization(
    *,
    actor: User,
    organization: Organization,
    logo: ContentFile[bytes] | None = None,
    remove_logo: bool = False,
) -> None:
    """Store what a manager changed, and project it. PermissionDenied for others."""
    if not can_edit_organization(actor, organization):
        raise PermissionDenied
    if (logo or remove_logo) and organization.logo:
        organization.logo.delete(save=False)
    if logo:
        organization.logo.save(logo.name or "", logo, save=False)
    organization.save()


@transaction.atomic
def add_keeper(*, actor: User, organization: Organization, user: User) -> None:
    """Let one more person keep the page; they are told. PermissionDenied for others."""
    if not can_edit_organization(actor, organization):
        raise PermissionDenied
    organization.managers.add(user)
    notify(
        kind=KEEPER,
        subject=f"keeper:{organization.pk}:{user.pk}",
        recipients=[user.pk],
        payload={"organization": organization.pk},
        actor=actor,
    )


@transaction.atomic
def leave_organization(*, actor: User, organization: Organization) -> None:
    """No longer keep the page. A page that nobody keeps is the editors'."""
    organization.managers.remove(actor)
