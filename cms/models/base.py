"""What every page of the site has."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.fields import BaseTranslatableField

from cms.fields import synchronised
from cms.page_forms import PageForm
from cms.panels import AdvicePanel
from cms.refreshing import refresh
from cms.restrictions import Restrictions, restrictions_of
from records.data import DeletedReason
from records.models import FindableModel
from records.registry import projector_for

# Saves that touch only these columns cannot change what the public sees.
DRAFT_COLUMNS = frozenset(
    {
        "draft_title",
        "expire_at",
        "go_live_at",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by",
    }
)


class BasePage(Page, FindableModel):
    """A page that is projected whenever it is saved.

    The thing is the translation family: its record carries every language that is live,
    and the source page decides who may see it (decision 0005). `record_kind` is None for
    pages that make no record. `text_fields` are read by search, `fact_fields` become the
    record's facts, `term_fields` its terms.
    """

    base_form_class = PageForm
    record_kind: ClassVar[str | None] = "page"
    # Set on a page that is being served, so that Wagtail does not read them again.
    known_restrictions: models.QuerySet[PageViewRestriction] | None = None
    text_fields: ClassVar[tuple[str, ...]] = ()
    fact_fields: ClassVar[tuple[str, ...]] = ()
    term_fields: ClassVar[tuple[str, ...]] = ()

    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=600,
        help_text=_("Two or three plain sentences. Shown in lists and in search results."),
    )
    image = models.ForeignKey(
        "cms.CustomImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown beside the title. Without one the site draws a pattern."),
    )
    review_date = models.DateField(
        _("review on"),
        null=True,
        blank=True,
        help_text=_("On this day the owner is reminded to check that the page is still right."),
    )

    content_panels: ClassVar[list[Panel]] = [
        AdvicePanel(),
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("image"),
    ]
    settings_panels: ClassVar[list[Panel]] = [
        *Page.settings_panels,
        MultiFieldPanel([FieldPanel("owner"), FieldPanel("review_date")], heading=_("Care")),
    ]
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = synchronised(
        "slug", "review_date"
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save page and record together; a new slug also changes the addresses below."""
        columns: Collection[str] | None = kwargs.get("update_fields")
        if columns is not None and DRAFT_COLUMNS.issuperset(columns):
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            before = self.stored_url_path() if self.pk and self.numchild else self.url_path
            super().save(*args, **kwargs)
            self.project(with_descendants=self.numchild > 0 and before != self.url_path)

    def stored_url_path(self) -> str:
        """The path that the database has."""
        return str(Page.objects.filter(pk=self.pk).values_list("url_path", flat=True).first())

    def project(self, *, with_descendants: bool = False) -> None:
        """Bring the record of the family up to date, and those of the pages below."""
        projector = projector_for(type(self))
        if projector is None:
            return
        reason = DeletedReason.EXPIRED if self.expired else DeletedReason.WITHDRAWN
        refresh(projector, [self.translation_key], reason=reason)
        if with_descendants:
            below = Page.objects.descendant_of(self)
            refresh(projector, below.values_list("translation_key", flat=True))

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Return the restrictions of this page and those of its source page."""
        if self.known_restrictions is None:
            return restrictions_of(self, Restrictions.read())
        return self.known_restrictions
