"""Forms of the admin for people and organizations."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from experts.actions.organizations import decide_claim
from experts.models import Organization, OrganizationClaim


class OrganizationForm(WagtailAdminModelForm):
    """An organization, as editors write it."""

    website = forms.URLField(
        label=_("Website"), max_length=500, required=False, assume_scheme="https"
    )

    class Meta:
        model = Organization
        fields: ClassVar[list[str]] = [
            "names", "acronym", "slug", "state", "descriptions", "type", "ror", "country", "city",
            "active_in", "topics", "website", "managers",
        ]  # fmt: skip


class ClaimForm(WagtailAdminModelForm):
    """What editors decide about a claim; the person reads the reason."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=(("approve", _("Approve")), ("decline", _("Decline"))),
        widget=forms.RadioSelect,
    )  # fmt: skip

    class Meta:
        model = OrganizationClaim
        fields: ClassVar[list[str]] = ["reason"]

    def clean(self) -> dict[str, Any]:
        """Decide; what stands in the way is an error of the form."""
        data: dict[str, Any] = super().clean()
        if self.errors:
            return data
        try:
            self.decided = decide_claim(
                actor=self.for_user,
                claim=self.instance,
                approve=data["decision"] == "approve",
                reason=data["reason"],
            )
        except PermissionDenied as error:
            raise ValidationError(_("You may not decide about claims.")) from error
        return data

    def save(self, commit: bool = True) -> OrganizationClaim:  # noqa: ARG002
        """The decision is stored already."""
        return self.decided
