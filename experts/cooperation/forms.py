"""The form of a request or an offer: ten questions at most."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from experts.models import CooperationItem, DeclineReason, Organization

MOST_TOPICS = 8


class ItemForm(forms.ModelForm[CooperationItem]):
    """Title and description are asked in one language at a time."""

    title = forms.CharField(
        label=_("Title"), max_length=160,
        help_text=_("One line that says what is needed or offered."),
    )  # fmt: skip
    description = forms.CharField(
        label=_("Description"), max_length=6000, required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What is the problem, what would help, and what exists already?"),
    )  # fmt: skip

    class Meta:
        model = CooperationItem
        fields: ClassVar[list[str]] = [
            "direction", "topics", "countries", "help_kinds", "languages", "organization",
            "deadline", "visibility",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "direction": forms.RadioSelect(),
            "visibility": forms.RadioSelect(),
            "deadline": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        labels: ClassVar[dict[str, Any]] = {
            "topics": _("Subjects"),
            "countries": _("Countries"),
            "help_kinds": _("Kinds of help"),
            "languages": _("Languages needed"),
            "organization": _("Organization"),
            "deadline": _("Deadline"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "topics": _("Partners are found by these. Choose the most exact ones."),
            "languages": _("Only people who speak all of them are suggested."),
            "deadline": _("After this day nobody is looked for any more."),
            "organization": _("Leave it empty when you ask for yourself."),
        }

    field_order = [
        "direction", "title", "description", "topics", "countries", "help_kinds", "languages",
        "organization", "deadline", "visibility",
    ]  # fmt: skip

    def __init__(self, *args: Any, user: User, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language
        self.initial["title"] = self.instance.titles.get(language, "")
        self.initial["description"] = self.instance.descriptions.get(language, "")
        self.fields["topics"].required = True
        self.fields["topics"].error_messages["required"] = _("Choose at least one subject.")
        direction = self.fields["direction"]
        if isinstance(direction, forms.ChoiceField):
            direction.choices = [
                ("request", _("Ask for help")),
                ("offer", _("Offer help")),
            ]
        organization = self.fields["organization"]
        if isinstance(organization, forms.ModelChoiceField):
            own = Organization.objects.published().filter(
                affiliations__profile__user=user
            ) | Organization.objects.published().filter(managers=user)
            organization.queryset = own.distinct().order_by("slug")

    def clean_topics(self) -> list[str]:
        """A handful of subjects says more than all of them."""
        topics: list[str] = self.cleaned_data["topics"]
        if len(topics) > MOST_TOPICS:
            raise ValidationError(_("Choose at most %(most)s subjects.") % {"most": MOST_TOPICS})
        return topics

    def clean_deadline(self) -> Any:
        """A deadline lies in the future."""
        deadline = self.cleaned_data["deadline"]
        if deadline and deadline < timezone.localdate():
            raise ValidationError(_("This day has passed."))
        return deadline

    def columns(self) -> dict[str, Any]:
        """What was written, as columns of the item."""
        data = dict(self.cleaned_data)
        title, description = data.pop("title"), data.pop("description")
        return data | {
            "titles": {**self.instance.titles, self.language: title},
            "descriptions": {**self.instance.descriptions, self.language: description},
        }


class ReasonForm(forms.Form):
    """A few words that go with a step."""

    reason = forms.CharField(max_length=2000, required=False)


class DeclineForm(forms.Form):
    """Why somebody says no; brokers alone read it."""

    reason = forms.ChoiceField(
        label=_("Why do you decline?"), choices=DeclineReason.choices, widget=forms.RadioSelect
    )
    remark = forms.CharField(
        label=_("Anything else?"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the brokers of this site read it."),
    )  # fmt: skip


class ExcludedForm(forms.Form):
    """Organizations whose people must not be suggested."""

    organizations = forms.ModelMultipleChoiceField(
        label=_("Do not suggest people of"), required=False,
        queryset=Organization.objects.published().order_by("slug"),
    )  # fmt: skip
