"""The forms with which people change their own profile, a section each."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseInlineFormSet, inlineformset_factory
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from experts.levels import Visibility
from experts.models import (
    Affiliation,
    Expertise,
    ExpertiseLevel,
    LanguageLevel,
    Organization,
    Profile,
    ProfileLanguage,
    Work,
)
from experts.portraits import stored_picture
from experts.terms import term_choices
from experts.visibility import chosen_level

SEEN_BY = "seen_by_"
MOST_TAXA = 30
MOST_LINKS = 10
NAMES: dict[str, str | Promise] = {
    "headline": _("Short description of you"),
    "biography": _("About you"),
    "portrait": _("Portrait"),
    "expertise": _("Expertise"),
    "affiliations": _("Organizations"),
    "languages": _("Languages"),
    "based_in": _("Where you live"),
    "worked_in": _("Countries worked in"),
    "ecosystems": _("Ecosystems"),
    "taxa": _("Groups of species"),
    "help_offered": _("Help offered"),
    "availability": _("Availability"),
    "links": _("Links"),
    "works": _("Selected works"),
    "orcid": "ORCID",
}


def address_field(label: Any) -> forms.URLField:
    """An address elsewhere that may be left out."""
    return forms.URLField(label=label, max_length=500, required=False, assume_scheme="https")


class SeenByForm(forms.Form):
    """Who sees the parts of one section: a choice for each."""

    def __init__(self, *args: Any, profile: Profile, parts: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        for part in parts:
            self.fields[f"{SEEN_BY}{part}"] = forms.ChoiceField(
                label=_("Who sees: %(part)s") % {"part": NAMES[part]},
                choices=Visibility.choices,
                initial=chosen_level(profile, part),
            )

    def levels(self) -> dict[str, Visibility]:
        """The level of each part."""
        return {part: Visibility(self.cleaned_data[f"{SEEN_BY}{part}"]) for part in self.parts}


class ProfileForm(forms.ModelForm[Profile]):
    """Changes fields of the profile itself; `apply` puts them on it, unsaved."""

    class Meta:
        model = Profile
        fields: ClassVar[list[str]] = []

    def apply(self) -> None:
        """Put what is no plain field of the profile on it."""


class AboutForm(ProfileForm):
    """Name, headline and biography; both texts in one language at a time."""

    first_name = forms.CharField(
        label=_("Given name"), max_length=150, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )  # fmt: skip
    last_name = forms.CharField(
        label=_("Family name"), max_length=150, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )  # fmt: skip
    headline_text = forms.CharField(
        label=_("Short description of you"), max_length=160, required=False,
        help_text=_("What you do, in one line. For example: Marine ecologist who restores reefs."),
    )  # fmt: skip
    biography_text = forms.CharField(
        label=_("About you"), max_length=6000, required=False, widget=forms.Textarea,
        help_text=_("What you have done, for whom, and what you would like to be asked."),
    )  # fmt: skip

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language
        profile = self.instance
        self.initial = {
            **self.initial,
            "first_name": profile.user.first_name,
            "last_name": profile.user.last_name,
            "headline_text": profile.headline.get(language, ""),
            "biography_text": profile.biography.get(language, ""),
        }
        for name in ("headline_text", "biography_text"):
            self.fields[name].widget.attrs |= {"lang": language, "dir": "auto"}

    def clean(self) -> dict[str, Any]:
        """Ask for a name: people are found by it."""
        data: dict[str, Any] = super().clean() or {}
        if not (data.get("first_name") or data.get("last_name")):
            self.add_error("last_name", _("Write the name under which others know you."))
        return data

    def apply(self) -> None:
        """Put the texts of this language on the profile and the name on its account."""
        profile, data = self.instance, self.cleaned_data
        for texts, name in ((profile.headline, "headline"), (profile.biography, "biography")):
            text = data[f"{name}_text"].strip()
            if text:
                texts[self.language] = text
            else:
                texts.pop(self.language, None)
        user: User = profile.user
        user.first_name, user.last_name = data["first_name"], data["last_name"]


class PortraitForm(ProfileForm):
    """A new portrait, or none."""

    picture = forms.FileField(
        label=_("Picture"), required=False,
        help_text=_("JPEG, PNG or WebP. Place and camera are removed; a square is cut out."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    remove = forms.BooleanField(label=_("Remove the portrait"), required=False)

    def clean_picture(self) -> Any:
        """Judge the upload and draw it anew."""
        file = self.cleaned_data["picture"]
        return stored_picture(file) if isinstance(file, UploadedFile) else None

    def apply(self) -> None:
        """Replace the stored file; the old one goes."""
        profile = self.instance
        new = self.cleaned_data["picture"]
        if (new or self.cleaned_data["remove"]) and profile.portrait:
            profile.portrait.delete(save=False)
        if new:
            profile.portrait.save(new.name, new, save=False)


class PlacesForm(ProfileForm):
    """Where somebody lives and worked, and with which nature."""

    based_in = forms.ChoiceField(
        label=_("Where you live"), required=False, choices=term_choices("countries", bare=True)
    )
    taxa_text = forms.CharField(
        label=_("Groups of species"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One in a line, for example Scleractinia or sea turtles."),
    )  # fmt: skip

    class Meta(ProfileForm.Meta):
        fields: ClassVar[list[str]] = ["based_in", "worked_in", "ecosystems"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["taxa_text"] = "\n".join(self.instance.taxa)

    def clean_taxa_text(self) -> list[str]:
        """One name in a line."""
        lines = [line.strip() for line in self.cleaned_data["taxa_text"].splitlines()]
        names = list(dict.fromkeys(line for line in lines if line))
        if len(names) > MOST_TAXA:
            raise ValidationError(_("Name at most %(most)s groups.") % {"most": MOST_TAXA})
        return names

    def apply(self) -> None:
        """Put the list on the profile."""
        self.instance.taxa = self.cleaned_data["taxa_text"]


class HelpForm(ProfileForm):
    """What somebody offers, and whether they have time."""

    class Meta(ProfileForm.Meta):
        fields: ClassVar[list[str]] = ["help_offered", "availability", "available_until"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "available_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        }


class AudienceForm(ProfileForm):
    """Who may know of the profile at all."""

    class Meta(ProfileForm.Meta):
        fields: ClassVar[list[str]] = ["visibility", "contact_from"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "visibility": forms.RadioSelect(),
            "contact_from": forms.RadioSelect(),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "visibility": _("No part of your profile is shown to more people than this."),
            "contact_from": _("They write by a form. Nobody sees your mail address."),
        }


class ExpertiseForm(forms.ModelForm[Expertise]):
    """One subject."""

    term = forms.ChoiceField(label=_("Subject"), choices=term_choices("cbd-subjects"))
    level = forms.TypedChoiceField(
        label=_("Level"), choices=ExpertiseLevel.choices, coerce=int,
        initial=ExpertiseLevel.WORKING,
    )  # fmt: skip

    evidence_url = address_field(_("Address that shows it"))

    class Meta:
        model = Expertise
        fields: ClassVar[list[str]] = ["term", "level", "evidence_url"]


class LanguageForm(forms.ModelForm[ProfileLanguage]):
    """One language."""

    language = forms.ChoiceField(label=_("Language"), choices=term_choices("languages", bare=True))
    level = forms.TypedChoiceField(
        label=_("Level"), choices=LanguageLevel.choices, coerce=int, initial=LanguageLevel.FLUENT
    )

    class Meta:
        model = ProfileLanguage
        fields: ClassVar[list[str]] = ["language", "level"]


class AffiliationForm(forms.ModelForm[Affiliation]):
    """One organization: of the list, or by its name."""

    class Meta:
        model = Affiliation
        fields: ClassVar[list[str]] = ["organization", "name", "role", "start_year", "end_year"]
        help_texts: ClassVar[dict[str, Any]] = {"name": _("When it is not in the list above.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organization"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Organization.objects.published().order_by("slug")

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two; a chosen organization has its own name."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("organization") and not data.get("name"):
            self.add_error("organization", _("Choose an organization or write its name."))
        if data.get("organization"):
            data["name"] = ""
        return data


class WorkForm(forms.ModelForm[Work]):
    """One work by hand."""

    url = address_field(_("Address"))

    class Meta:
        model = Work
        fields: ClassVar[list[str]] = ["title", "authors", "container", "year", "doi", "url"]

    def clean_doi(self) -> str:
        """Keep the DOI alone, in small letters, whatever stood around it."""
        doi = str(self.cleaned_data["doi"]).strip().lower()
        for prefix in ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "doi:"):
            doi = doi.removeprefix(prefix)
        if doi and not doi.startswith("10."):
            raise ValidationError(_("A DOI begins with 10., for example 10.1000/182."))
        return doi


class LinkForm(forms.Form):
    """One link."""

    url = forms.URLField(label=_("Address"), max_length=500, assume_scheme="https")
    name = forms.CharField(label=_("Name"), max_length=120, required=False)


def rows_of(
    model: Any, form: Any, *, most: int, extra: int = 1
) -> type[BaseInlineFormSet[Any, Any, Any]]:
    """A list of forms for the rows of a profile."""
    return inlineformset_factory(
        Profile, model, form=form, extra=extra, max_num=most, validate_max=True, can_delete=True
    )


ExpertiseRows = rows_of(Expertise, ExpertiseForm, most=30)
LanguageRows = rows_of(ProfileLanguage, LanguageForm, most=20)
AffiliationRows = rows_of(Affiliation, AffiliationForm, most=20)
WorkRows = rows_of(Work, WorkForm, most=30)
LinkRows = forms.formset_factory(
    LinkForm, extra=1, max_num=MOST_LINKS, validate_max=True, can_delete=True
)
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
