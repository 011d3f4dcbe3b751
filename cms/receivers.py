"""What changes pages' records besides saving the page."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import (
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    ReferenceIndex,
)
from wagtail.signals import (
    page_unpublished,
    post_page_move,
)
from wagtail_localize.models import TranslationSource

from cms.document_files import announce
from cms.families import (
    close_gates_below,
    is_source,
    refresh_below,
    refresh_families,
    unpublish_translations,
)
from cms.models import CustomDocument
from cms.sources import source_page
from records.data import DeletedReason


@transaction.atomic
def on_page_unpublished(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Unpublishing a source takes its translations along."""
    reason = DeletedReason.EXPIRED if instance.expired else DeletedReason.WITHDRAWN
    if is_source(instance):
        unpublish_translations(instance)
    refresh_families([instance.translation_key], reason=reason)


@transaction.atomic
def before_page_deleted(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Deleting a source closes its translations; they stay as drafts."""
    if instance.depth > 1 and is_source(instance):
        unpublish_translations(instance)


def on_page_deleted(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A page that is gone leaves a tombstone, or its family goes on without it."""
    refresh_families([instance.translation_key], reason=DeletedReason.DELETED)


def on_page_moved(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Everything below has another address, perhaps other readers."""
    refresh_below(Page.objects.values_list("path", flat=True).get(pk=instance.pk))


def on_restriction_copied(
    instance: PageViewRestriction,
    created: bool,
    **kwargs: Any,
) -> None:
    """Drop the copy that wagtail-localize makes on a translation, once it is stored.

    It lacks the groups and outlives the original, while the source's own restriction
    covers every translation anyway (decision 0030).
    """
    if created:
        transaction.on_commit(partial(drop_if_copied, instance.pk))


def drop_if_copied(restriction_id: int) -> None:
    """Delete a translation's restriction when its source has the same one."""
    copy = PageViewRestriction.objects.filter(pk=restriction_id).select_related("page").first()
    source = source_page(copy.page) if copy else None
    if copy is None or source is None or source.pk == copy.page_id:
        return
    same = {"restriction_type": copy.restriction_type, "password": copy.password}
    if source.view_restrictions.filter(**same).exists():
        copy.delete()


@transaction.atomic
def on_restriction_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    """A restriction closes (or opens) a whole branch, with all its translations, at once."""
    path = Page.objects.filter(pk=instance.page_id).values_list("path", flat=True).first()
    if path:
        close_gates_below(path)


def on_collection_restriction_changed(instance: CollectionViewRestriction, **kwargs: Any) -> None:
    """Files of a private collection leave the records that offer them."""
    documents = CustomDocument.objects.filter(
        collection__path__startswith=instance.collection.path
    ).values_list("pk", flat=True)
    refresh_pages_with(documents)


def on_document_changed(instance: CustomDocument, *, created: bool = False, **kwargs: Any) -> None:
    """A file that moves to another collection, or goes, changes the records that offer it."""
    if not created:
        refresh_pages_with([instance.pk])
        announce(instance)


def refresh_pages_with(documents: Iterable[int]) -> None:
    """Project the families of the pages that offer these documents again."""
    references = ReferenceIndex.objects.filter(
        to_object_id__in=[str(pk) for pk in documents],
        to_content_type__app_label="cms",
        to_content_type__model="customdocument",
    )
    pages = Page.objects.filter(pk__in=[int(row.object_id) for row in references if row.object_id])
    refresh_families(pages.values_list("translation_key", flat=True))


def on_source_recorded(
    instance: TranslationSource,
    created: bool,
    **kwargs: Any,
) -> None:
    """The family now has a source that was named."""
    if created:
        refresh_families([instance.object_id])


def connect() -> None:
    """Connect the receivers."""
    page_unpublished.connect(on_page_unpublished)
    pre_delete.connect(before_page_deleted, sender=Page)
    post_delete.connect(on_page_deleted, sender=Page)
    post_page_move.connect(on_page_moved)
    post_save.connect(on_restriction_copied, sender=PageViewRestriction)
    for signal in (post_save, post_delete):
        signal.connect(on_restriction_changed, sender=PageViewRestriction)
        signal.connect(on_collection_restriction_changed, sender=CollectionViewRestriction)
        signal.connect(on_document_changed, sender=CustomDocument)
    post_save.connect(on_source_recorded, sender=TranslationSource)
