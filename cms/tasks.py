"""What follows after the commit, by id."""

from celery import shared_task
from django.utils.module_loading import import_string
from wagtail.models import Locale

from accounts.models import User

# By name: wagtail-localize reads our job backend while its own models are loading.
TRANSLATE_SUBTREE = "wagtail_localize.operations.translate_page_subtree"
SYNCHRONISE_TREE = "wagtail_localize.synctree.synchronize_tree"


@shared_task(name="cms.translate_subtree")
def translate_subtree(page_id: int, locale_ids: list[int], user_id: int | None) -> None:
    """Make drafts of every page below a page in these languages; existing ones are kept."""
    locales = list(Locale.objects.filter(pk__in=locale_ids))
    user = User.objects.filter(pk=user_id).first() if user_id else None
    import_string(TRANSLATE_SUBTREE)(page_id, locales, None, user)


@shared_task(name="cms.synchronise_tree")
def synchronise_tree(source_id: int, target_id: int) -> None:
    """Make aliases in one language of the pages of another (only where an editor asked)."""
    locales = Locale.objects.in_bulk([source_id, target_id])
    if len(locales) == len({source_id, target_id}):
        import_string(SYNCHRONISE_TREE)(locales[source_id], locales[target_id])
