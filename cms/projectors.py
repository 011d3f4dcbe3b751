"""How pages become records: one translation family, one record."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from uuid import UUID

from wagtail.models import Page, PageViewRestriction

from cms.audiences import gate_of
from cms.models import BasePage
from cms.sources import choose_source, source_locale_ids
from records.data import RecordData
from records.registry import Projector, kinds, register_projector


def page_uid(page: BasePage) -> UUID:
    """The identifier of the family, the same in every language."""
    return page.translation_key


def page_uids(after: UUID | None) -> Iterator[UUID]:
    """Every family with its identifier above `after`, in ascending order."""
    families = Page.objects.filter(depth__gt=1).order_by("translation_key")
    if after:
        families = families.filter(translation_key__gt=after)
    yield from families.values_list("translation_key", flat=True).distinct().iterator()


def build_pages(uids: Sequence[UUID]) -> Mapping[UUID, RecordData]:
    """Project the families with these identifiers."""
    pages = (
        Page.objects.filter(translation_key__in=uids)
        .select_related("locale")
        .order_by("translation_key")
        .specific()
    )
    source_locales = source_locale_ids(uids)
    restrictions = nearest_restrictions()
    found = {}
    for uid, family in groupby(pages, key=page_uid):
        data = project_family(uid, list(family), source_locales.get(uid), restrictions)
        if data:
            found[uid] = data
    return found


def nearest_restrictions() -> list[tuple[str, int]]:
    """All restrictions as (page path, id), the deepest first."""
    rows = PageViewRestriction.objects.values_list("page__path", "pk")
    return sorted(rows, key=lambda row: len(row[0]), reverse=True)


def gate_for(path: str, restrictions: list[tuple[str, int]]) -> str:
    """The gate of a page at this path of the tree."""
    return gate_of(next((pk for above, pk in restrictions if path.startswith(above)), None))


def project_family(
    uid: UUID,
    family: list[BasePage],
    source_locale_id: int | None,
    restrictions: list[tuple[str, int]],
) -> RecordData | None:
    """Project one family; None when its source is not public or it makes no record."""
    source = choose_source(family, source_locale_id)
    if not isinstance(source, BasePage) or source.record_kind is None or not source.live:
        return None
    gate = gate_for(source.path, restrictions)
    shown = {
        page.locale.language_code: page
        for page in family
        if page.live and gate_for(page.path, restrictions) in ("", gate)
    }
    return RecordData(
        uid=uid,
        kind=source.record_kind,
        default_language=source.locale.language_code,
        titles={language: page.title for language, page in shown.items()},
        summaries={language: page.summary for language, page in shown.items() if page.summary},
        urls={language: page.url for language, page in shown.items() if page.url},
        restriction_gate=gate,
    )


def register() -> None:
    """Register the projector of pages."""
    register_projector(
        Projector(
            model=BasePage,
            kinds=tuple(kind.key for kind in kinds()),
            uid_of=page_uid,
            build=build_pages,
            uids=page_uids,
        )
    )
