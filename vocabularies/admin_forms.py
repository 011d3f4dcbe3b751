"""The form of a term in the admin."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from vocabularies.hierarchy import would_cycle
from vocabularies.models import RelationType, Term, TermAlias


class TermForm(WagtailAdminModelForm):  # type: ignore[misc]  # Wagtail ships no types
    """Keeps what the room promises: no cycles, old keys stay as aliases, wording is pinned."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.former_key = self.instance.key if self.instance.pk else ""
        if self.instance.pk:
            self.fields["scheme"].disabled = True

    def clean_key(self) -> str:
        """Refuse a key that cannot stand in an address, or that is an alias of another term."""
        key: str = self.cleaned_data["key"]
        if any(character in key for character in "/\\?#:<>\"' "):
            raise ValidationError(
                _("A key has no spaces and none of the characters / ? # : < > \" '.")
            )
        taken = TermAlias.objects.filter(scheme=self.instance.scheme_id, key=key).exclude(
            term=self.instance.pk
        )
        if taken.exists():
            raise ValidationError(_("This key is an alias of another term of the vocabulary."))
        return key

    def is_valid(self) -> bool:
        """Refuse a broader term that is below this one."""
        if not super().is_valid():
            return False
        formset = self.formsets.get("relations")
        for form in formset.forms if formset else ():
            target = form.cleaned_data.get("target")
            if target is None or form.cleaned_data.get("DELETE"):
                continue
            is_broader = form.cleaned_data.get("type") == RelationType.BROADER
            if is_broader and would_cycle(self.instance.identifier, target.identifier):
                form.add_error("target", _("This term is below the one that you edit."))
            elif target.pk == self.instance.pk:
                form.add_error("target", _("A term cannot be related to itself."))
        return not formset or all(not form.errors for form in formset.forms)

    def save(self, commit: bool = True) -> Term:
        """Pin changed wording, so that no file changes it; keep the old key as an alias."""
        for name in ("labels", "notes"):
            formset = self.formsets.get(name)
            for form in formset.forms if formset else ():
                if form.has_changed():
                    form.instance.pinned = True
        term: Term = super().save(commit=commit)
        if commit and self.former_key and self.former_key != term.key:
            TermAlias.objects.filter(term=term, key=term.key).delete()
            TermAlias.objects.update_or_create(
                scheme=term.scheme, key=self.former_key, defaults={"term": term, "former": True}
            )
        return term
