"""Forms for works from elsewhere."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from experts.work_sources import FoundWork, bare_doi


class DoiForm(forms.Form):
    """A work by its DOI."""

    doi = forms.CharField(
        label="DOI", max_length=300,
        help_text=_("For example 10.1000/182. We ask Crossref for title, authors and year."),
    )  # fmt: skip

    def clean_doi(self) -> str:
        """Keep the DOI alone."""
        doi = bare_doi(self.cleaned_data["doi"])
        if not doi:
            raise ValidationError(_("A DOI begins with 10., for example 10.1000/182."))
        return doi


class ChoiceOfWorksForm(forms.Form):
    """Which of the works that were found are shown in the profile."""

    works = forms.MultipleChoiceField(
        label=_("Works at ORCID"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, found: Sequence[FoundWork], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["works"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(work.key, wording(work)) for work in found]


def wording(work: FoundWork) -> str:
    """A work in one line."""
    year = str(work.year) if work.year else ""
    return " · ".join(filter(None, [work.title, work.container, year]))
