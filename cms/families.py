"""Bringing the records of many pages up to date, and closing translations."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from wagtail.models import Page

from cms.audiences import SENSITIVE, gate_of
from cms.models import BasePage
from cms.refreshing import refresh
from cms.restrictions import Restrictions
from cms.sources import choose_source, source_locale_ids
from records import projection
from records.data import DeletedReason
from records.models import Record
from records.registry import projector_for


def refresh_families(
    keys: Iterable[UUID], *, reason: DeletedReason = DeletedReason.WITHDRAWN
) -> None:
    """Project these families again, in batches."""
    projector = projector_for(BasePage)
    if projector:
        refresh(projector, keys, reason=reason)


def refresh_below(*paths: str) -> None:
    """Project every family that has a page at or below one of these paths of the tree."""
    refresh_families(keys_below(*paths))


def keys_below(*paths: str) -> set[UUID]:
    """The families that have a page at or below one of these paths of the tree."""
    condition = Q(pk=None)
    for path in paths:
        condition |= Q(path__startswith=path)
    return set(
        Page.objects.filter(condition, depth__gt=1).values_list("translation_key", flat=True)
    )


def close_gates_below(path: str) -> None:
    """Give every family with a page at or below `path` the gate that it has now.

    Where only the source lies below, the gate is all that changes: one statement per gate
    and no projection. Where a translation does, what is shown may change too.
    """
    restrictions = Restrictions.read()
    keys = keys_below(path)
    # Sensitivity is a field of the page; its record remembers it in the gate.
    sensitive = set(
        Record.objects.live()
        .with_uid_in(keys)
        .filter(restriction_gate__endswith=SENSITIVE)
        .values_list("uid", flat=True)
    )
    by_gate: dict[str, list[UUID]] = {}
    again: list[UUID] = []
    for key, family in families(keys).items():
        source = family[0]
        if any(page.path.startswith(path) for page in family[1:]):
            again.append(key)
        else:
            gate = gate_of(restrictions.nearest(source.path), sensitive=key in sensitive)
            by_gate.setdefault(gate, []).append(key)
    for gate, uids in by_gate.items():
        projection.set_gates(uids, restriction_gate=gate)
    refresh_families(again)


def families(keys: Iterable[UUID]) -> dict[UUID, list[Page]]:
    """The pages of each family, the source first."""
    wanted = list(keys)
    locales = source_locale_ids(wanted)
    found: dict[UUID, list[Page]] = {}
    pages = Page.objects.filter(translation_key__in=wanted, alias_of=None)
    for page in pages.select_related("locale").order_by("pk"):
        found.setdefault(page.translation_key, []).append(page)
    return {key: source_first(family, locales.get(key)) for key, family in found.items()}


def source_first(family: list[Page], locale_id: int | None) -> list[Page]:
    """The same pages, the source before its translations."""
    source = choose_source(family, locale_id)
    return [source, *(page for page in family if page.pk != source.pk)]


def is_source(page: Page) -> bool:
    """Whether the page is the one that its family is translated from."""
    family = families([page.translation_key]).get(page.translation_key, [])
    return [each.pk for each in family[:1]] == [page.pk]


def unpublish_translations(source: Page) -> list[Page]:
    """Unpublish every live translation of a source page; returns them."""
    live = list(
        Page.objects.filter(translation_key=source.translation_key, live=True)
        .exclude(pk=source.pk)
        .specific()
    )
    for page in live:
        page.unpublish()
    return live
