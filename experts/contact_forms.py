"""Forms of the relay."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from records.citation import one_line


class MessageForm(forms.Form):
    """A message to somebody."""

    subject = forms.CharField(label=_("Subject"), max_length=120)
    text = forms.CharField(
        label=_("Message"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Say who you are, what you need and until when."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["dir"] = "auto"

    def clean_subject(self) -> str:
        """Keep it in one line."""
        subject = one_line(str(self.cleaned_data["subject"]))
        if not subject:
            raise ValidationError(_("Say in a few words what it is about."))
        return subject


class ReportForm(forms.Form):
    """Why a message is shown to the moderators."""

    reason = forms.CharField(
        label=_("What is wrong with it"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("The moderators see the message, who wrote it, and this text."),
    )
