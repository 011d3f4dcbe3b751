"""The form by which editors bring in a table."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from exchange.harvest.models import Source

MAX_UPLOAD_BYTES = 5 * 1024 * 1024


class TableForm(forms.Form):
    """A file and where it is from: a source that is known, or the name of a new one."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("The filled in table, as CSV or as an Excel workbook, of 5 MB at most."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    source = forms.ModelChoiceField(
        Source.objects.all(),
        label=_("Source"),
        required=False,
        empty_label=_("A new source"),
        help_text=_("Choose the same source again to update the records that it brought."),
    )
    title = forms.CharField(
        label=_("Name of the new source"),
        required=False,
        max_length=255,
        help_text=_("For example the organization that keeps the table."),
    )

    def clean_file(self) -> Any:
        """Refuse files that are too large to be imported in one request."""
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD_BYTES:
            raise ValidationError(
                _("The file is larger than 5 MB. Split it, or ask for import_records to be run.")
            )
        return file

    def clean(self) -> dict[str, Any]:
        """Want either a known source or a name that no source has."""
        data = super().clean() or self.cleaned_data
        if data.get("source"):
            return data
        title = data.get("title", "").strip()
        if not title:
            self.add_error("title", _("Choose a source or name a new one."))
        elif Source.objects.filter(key=source_key(title)).exists():
            self.add_error("title", _("There is a source with this name. Choose it above."))
        return data

    @property
    def key(self) -> str:
        """The key of the chosen or the new source."""
        source: Source | None = self.cleaned_data["source"]
        return source.key if source else source_key(self.cleaned_data["title"])


def source_key(title: str) -> str:
    """Make a key of a title in any script."""
    latin = slugify(title)[:100].strip("-_").replace("_", "-")
    return latin or "u-" + "-".join(f"{ord(character):x}" for character in title[:16].lower())
