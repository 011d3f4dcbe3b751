"""Forms of the people who speak for an organization."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from experts.forms import address_field
from experts.models import Organization, Profile
from experts.portraits import stored_logo
from experts.ror import cleaned_ror
from experts.terms import term_choices


class ClaimForm(forms.Form):
    """Why somebody may speak for an organization."""

    grounds = forms.CharField(
        label=_("Why you may speak for this organization"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("Your task there, and who can confirm it. Only the editors read this."),
    )  # fmt: skip
    evidence_url = address_field(_("Address of a page that shows it"))


class OrganizationForm(forms.ModelForm[Organization]):
    """An organization as its own people write it; texts in one language at a time."""

    name = forms.CharField(label=_("Name"), max_length=255, required=False)
    description = forms.CharField(
        label=_("Description"), max_length=6000, required=False, widget=forms.Textarea,
        help_text=_("What the organization does, for whom and where."),
    )  # fmt: skip
    type = forms.ChoiceField(
        label=_("Type of organization"), required=False, choices=term_choices("organization-types")
    )
    country = forms.ChoiceField(
        label=_("Country"), required=False, choices=term_choices("countries", bare=True)
    )
    website = address_field(_("Website"))
    ror = forms.CharField(
        label="ROR", required=False, max_length=60,
        help_text=_("The identifier from ror.org, if the organization has one."),
    )  # fmt: skip
    picture = forms.FileField(
        label=_("Logo"), required=False,
        help_text=_("JPEG, PNG or WebP. It is shown in a white square."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    remove_picture = forms.BooleanField(label=_("Remove the logo"), required=False)

    class Meta:
        model = Organization
        fields: ClassVar[list[str]] = [
            "acronym", "type", "country", "city", "website", "ror", "topics", "active_in",
        ]  # fmt: skip

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language
        self.order_fields(["name", "description", "picture", "remove_picture"])
        self.initial = {
            **self.initial,
            "name": self.instance.names.get(language, ""),
            "description": self.instance.descriptions.get(language, ""),
        }
        for name in ("name", "description"):
            self.fields[name].widget.attrs |= {"lang": language, "dir": "auto"}
        if not self.instance.logo:
            del self.fields["remove_picture"]

    def clean_ror(self) -> str:
        """Keep the identifier alone."""
        return cleaned_ror(self.cleaned_data["ror"])

    def clean_picture(self) -> Any:
        """Judge the upload and draw it anew."""
        file = self.cleaned_data["picture"]
        return stored_logo(file) if isinstance(file, UploadedFile) else None

    def clean(self) -> dict[str, Any]:
        """Ask for a name in some language: an organization without one cannot be shown."""
        data: dict[str, Any] = super().clean() or {}
        others = {**self.instance.names, self.language: data.get("name", "")}
        if not any(others.values()):
            self.add_error("name", _("Write the name of the organization."))
        return data

    def apply(self) -> Organization:
        """Put the texts of this language on the organization, unsaved."""
        organization, data = self.instance, self.cleaned_data
        texts = ((organization.names, "name"), (organization.descriptions, "description"))
        for by_language, name in texts:
            if text := data[name].strip():
                by_language[self.language] = text
            else:
                by_language.pop(self.language, None)
        return organization


class HandOverForm(forms.Form):
    """One more person who keeps the page."""

    person = forms.ChoiceField(label=_("Person"))

    def __init__(self, *args: Any, people: Iterable[Profile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {profile.slug: profile for profile in people}
        field = self.fields["person"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(slug, profile.name) for slug, profile in self.people.items()]

    def chosen(self) -> Profile:
        """The profile of the person."""
        return self.people[self.cleaned_data["person"]]
