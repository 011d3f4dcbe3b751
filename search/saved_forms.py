"""Forms of saved searches."""

from django import forms

from search.models import SavedSearch


class SavedSearchForm(forms.ModelForm):  # type: ignore[type-arg]
    """The name of a search, and how often to tell of new results."""

    class Meta:
        model = SavedSearch
        fields = ("name", "frequency")
