"""What people are told about claims to organizations, and whether it still holds."""

from collections.abc import Collection, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, override

from accounts.models import User
from experts.actions.organizations import CHANGE_CLAIMS, CLAIM, DECISION, KEEPER
from experts.models import ClaimState, Organization, OrganizationClaim
from notifications.models import Frequency
from notifications.registry import Fact, NotificationKind, Rendered, register_kind


def register() -> None:
    """Register the kinds."""
    for kind in KINDS:
        register_kind(kind)


# --- A new claim, for editors ---------------------------------------------------------


def waiting_claims(user: User, facts: Sequence[Fact]) -> dict[str, OrganizationClaim]:
    """The claims that wait for this person, by subject."""
    if not user.is_active or not user.has_perm(CHANGE_CLAIMS):
        return {}
    return {
        subject: claim
        for subject, claim in claims_of(facts).items()
        if claim.state == ClaimState.WAITING
    }


def render_claims(user: User, facts: Sequence[Fact], language: str) -> Mapping[str, Rendered]:
    """Say which organization; the grounds are read where it is decided."""
    with override(language):
        return {
            subject: Rendered(
                title=_("Somebody asks to keep the page of %(organization)s")
                % {"organization": claim.organization.name_in(language)[0]},
                url=reverse("organizationclaim:edit", args=[claim.pk]),
                reason=_("You decide who may speak for organizations."),
                action=_("Decide"),
            )
            for subject, claim in waiting_claims(user, facts).items()
        }


# --- The decision, for who asked ------------------------------------------------------


def decided_claims(user: User, facts: Sequence[Fact]) -> dict[str, OrganizationClaim]:
    """The claims of this person that are decided, by subject."""
    return {
        subject: claim
        for subject, claim in claims_of(facts).items()
        if claim.user_id == user.pk and claim.state != ClaimState.WAITING
    }


def render_decisions(user: User, facts: Sequence[Fact], language: str) -> Mapping[str, Rendered]:
    """Say what was decided, and why."""
    with override(language):
        return {
            subject: decision(claim, language)
            for subject, claim in decided_claims(user, facts).items()
        }


def decision(claim: OrganizationClaim, language: str) -> Rendered:
    """One decision."""
    is_approved = claim.state == ClaimState.APPROVED
    title = (
        _("You may now keep the page of %(organization)s")
        if is_approved
        else _("You may not keep the page of %(organization)s")
    )
    door = "experts:organization_edit" if is_approved else "experts:organization_detail"
    return Rendered(
        title=title % {"organization": claim.organization.name_in(language)[0]},
        lines=(claim.reason,) if claim.reason else (),
        url=reverse(door, args=[claim.organization.slug]),
        reason=_("You asked to keep this page."),
        action=_("Change this page") if is_approved else _("Open the page"),
    )


# --- A page handed over ---------------------------------------------------------------


def kept(user: User, facts: Sequence[Fact]) -> dict[str, Organization]:
    """The organizations whose page this person keeps, by subject."""
    found = user.managed_organizations.in_bulk([fact.payload["organization"] for fact in facts])
    return {
        fact.subject: found[fact.payload["organization"]]
        for fact in facts
        if fact.payload["organization"] in found
    }


def render_kept(user: User, facts: Sequence[Fact], language: str) -> Mapping[str, Rendered]:
    """Say which page, and how to give it back."""
    with override(language):
        return {
            subject: Rendered(
                title=_("You may now keep the page of %(organization)s")
                % {"organization": organization.name_in(language)[0]},
                lines=(_("Somebody who keeps it added you. You can leave on the same page."),),
                url=reverse("experts:organization_edit", args=[organization.slug]),
                reason=_("Your profile says that you work there."),
                action=_("Change this page"),
            )
            for subject, organization in kept(user, facts).items()
        }


def claims_of(facts: Sequence[Fact]) -> dict[str, OrganizationClaim]:
    """The claims that the facts are about, by subject: one query."""
    found = OrganizationClaim.objects.select_related("organization").in_bulk(
        [fact.payload["claim"] for fact in facts]
    )
    return {
        fact.subject: found[fact.payload["claim"]]
        for fact in facts
        if fact.payload["claim"] in found
    }


def sees_claims(user: User, facts: Sequence[Fact]) -> Collection[str]:
    """Claims that wait for this person."""
    return waiting_claims(user, facts).keys()


def sees_decisions(user: User, facts: Sequence[Fact]) -> Collection[str]:
    """Decisions about this person's claims."""
    return decided_claims(user, facts).keys()


def sees_kept(user: User, facts: Sequence[Fact]) -> Collection[str]:
    """Pages that this person keeps."""
    return kept(user, facts).keys()


KINDS = (
    NotificationKind(
        key=CLAIM,
        label=gettext_lazy("Claims to organizations"),
        description=gettext_lazy("Somebody asks to keep the page of an organization."),
        may_see=sees_claims,
        render=render_claims,
        default_frequency=Frequency.DAILY,
    ),
    NotificationKind(
        key=DECISION,
        label=gettext_lazy("Decisions about your claims"),
        description=gettext_lazy("The editors decided whether you keep the page you asked for."),
        may_see=sees_decisions,
        render=render_decisions,
        default_frequency=Frequency.IMMEDIATE,
    ),
    NotificationKind(
        key=KEEPER,
        label=gettext_lazy("Pages handed over to you"),
        description=gettext_lazy("Somebody lets you keep the page of your organization."),
        may_see=sees_kept,
        render=render_kept,
        default_frequency=Frequency.IMMEDIATE,
    ),
)
