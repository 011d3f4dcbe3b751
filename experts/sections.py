"""The sections in which people change their profile, in their order."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from experts import forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A page with one form or one list of forms. `parts` have a visibility of their own."""

    key: str
    label: str | Promise
    help: str | Promise
    parts: tuple[str, ...] = ()
    form: Any = None
    rows: Any = None
    by_language: bool = False


SECTIONS: dict[str, Section] = {
    section.key: section
    for section in (
        Section(
            key="about", label=_("Name and words"), parts=("headline", "biography"),
            help=_("Who you are, in each language that you like to write."),
            form=forms.AboutForm, by_language=True,
        ),
        Section(
            key="portrait", label=_("Portrait"), parts=("portrait",),
            help=_("A picture of you. Without one a drawing with your initials stands there."),
            form=forms.PortraitForm,
        ),
        Section(
            key="expertise", label=_("Expertise"), parts=("expertise",),
            help=_("What you know, how well, and where that can be seen. People find you by it."),
            rows=forms.ExpertiseRows,
        ),
        Section(
            key="help", label=_("Help and time"), parts=("help_offered", "availability"),
            help=_("What others may ask you for, and whether you have time now."),
            form=forms.HelpForm,
        ),
        Section(
            key="languages", label=_("Languages"), parts=("languages",),
            help=_("The languages that you can work in."), rows=forms.LanguageRows,
        ),
        Section(
            key="places", label=_("Places and nature"),
            parts=("based_in", "worked_in", "ecosystems", "taxa"),
            help=_("Where you live and worked, and with which living nature."),
            form=forms.PlacesForm,
        ),
        Section(
            key="organizations", label=_("Organizations"), parts=("affiliations",),
            help=_("Where you work or worked, in which role."), rows=forms.AffiliationRows,
        ),
        Section(
            key="works", label=_("Selected works"), parts=("works", "orcid"),
            help=_("A few publications, data sets or projects that show what you do."),
            rows=forms.WorkRows,
        ),
        Section(
            key="links", label=_("Links"), parts=("links",),
            help=_("Your pages elsewhere."), rows=forms.LinkRows,
        ),
        Section(
            key="audience", label=_("Who sees your profile"),
            help=_("The widest circle of people who may know that your profile exists."),
            form=forms.AudienceForm,
        ),
    )
}  # fmt: skip
