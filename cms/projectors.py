"""How pages become records: one translation family, one record.

`build_pages` asks the database a bounded number of times, whatever the number of
families: one query per type of page among them, and one each for sources, restrictions,
home pages and documents.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from wagtail.images.utils import generate_signature
from wagtail.models import Locale, Page

from cms.audiences import gate_for
from cms.choices import Sensitivity
from cms.fields import parse_partial_date
from cms.models import BasePage, CustomDocument, EventPage, KnowledgePage, NewsPage
from cms.models.classified import ClassifiedPage
from cms.models.countries import CountryPage
from cms.models.knowledge.library import LibraryPage
from cms.projecting.addresses import Addresses
from cms.projecting.facts import fact_labels, record_facts
from cms.projecting.files import (
    document_ids,
    public_documents,
    record_agents,
    record_files,
    record_links,
    record_references,
)
from cms.projecting.text import page_text
from cms.restrictions import Restrictions
from cms.sources import choose_source, source_locale_ids
from records.data import Identifier, PartialDate, Precision, RecordData
from records.registry import (
    Projector,
    register_fact_labels,
    register_projector,
    register_rights,
)

LIST_IMAGE = "fill-480x270|format-webp"
CHUNK = 200


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is read once for a batch of families."""

    addresses: Addresses
    restrictions: Restrictions
    documents: Mapping[int, CustomDocument]


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
    pages = list(
        Page.objects.filter(translation_key__in=uids, alias_of=None)
        .order_by("translation_key")
        .specific()
    )
    locales = Locale.objects.in_bulk()
    for page in pages:
        page.locale = locales[page.locale_id]
    source_locales = source_locale_ids(uids)
    surroundings = Surroundings(
        addresses=Addresses.read(),
        restrictions=Restrictions.read(),
        documents=public_documents(document_ids(pages)),
    )
    found = {}
    for uid, family in groupby(pages, key=page_uid):
        data = project_family(uid, list(family), source_locales.get(uid), surroundings)
        if data:
            found[uid] = data
    return found


def project_family(
    uid: UUID,
    family: list[BasePage],
    source_locale_id: int | None,
    surroundings: Surroundings,
) -> RecordData | None:
    """Project one family; None when its source is not public or it makes no record."""
    source = choose_source(family, source_locale_id)
    if not isinstance(source, BasePage) or source.record_kind is None or not source.live:
        return None
    gate = gate_for(source, surroundings.restrictions)
    shown = {
        page.locale.language_code: page
        for page in family
        if page.live and gate_for(page, surroundings.restrictions) in ("", gate)
    }
    urls = {language: surroundings.addresses.path(page) for language, page in shown.items()}
    return RecordData(
        uid=uid,
        kind=source.record_kind,
        default_language=source.locale.language_code,
        titles={language: page.title for language, page in shown.items()},
        summaries={language: page.summary for language, page in shown.items() if page.summary},
        texts={language: text for language, page in shown.items() if (text := page_text(page))},
        urls={language: url for language, url in urls.items() if url},
        terms=terms_of(source),
        countries=countries_of(source),
        agents=record_agents(source),
        publisher=source.organization if isinstance(source, KnowledgePage) else "",
        issued=issued_of(source),
        modified=source.last_published_at,
        period=source.period if isinstance(source, EventPage) else None,
        licence=source.licence if isinstance(source, KnowledgePage) else "",
        rights_note=rights_of(source),
        identifiers=identifiers_of(source),
        files=record_files(shown, surroundings.documents),
        links=record_links(shown),
        references=record_references(source),
        facts=record_facts(source, shown),
        image=image_path(source.image_id),
        restriction_gate=gate,
    )


def terms_of(page: BasePage) -> tuple[str, ...]:
    """The identifiers of the page's terms; countries are kept apart."""
    if not isinstance(page, ClassifiedPage):
        return ()
    names = [name for name in page.term_fields if name != "countries"]
    names += [name for name in page.fact_fields if name == "gbf_goals"]
    return tuple(identifier for name in names for identifier in getattr(page, name) or ())


def countries_of(page: BasePage) -> tuple[str, ...]:
    """The countries that the page is about, as ISO codes."""
    codes: list[str] = []
    if isinstance(page, ClassifiedPage):
        codes += [identifier.partition(":")[2] for identifier in page.countries or ()]
    if isinstance(page, KnowledgePage):
        codes.append(page.government)
    if isinstance(page, (EventPage, CountryPage)):
        codes.append(page.country)
    return tuple(dict.fromkeys(code.upper() for code in codes if code))


def issued_of(page: BasePage) -> PartialDate | None:
    """When the thing was issued: its own date, else the day of the page's first publication."""
    if isinstance(page, NewsPage):
        return PartialDate(page.date)
    if isinstance(page, KnowledgePage) and page.published_at:
        return parse_partial_date(page.published_at)
    if page.first_published_at:
        return PartialDate(timezone.localdate(page.first_published_at), Precision.DAY)
    return None


def rights_of(page: BasePage) -> str:
    """The code of traditional knowledge, the same in every language; consent stays private.

    `Sensitivity(code).label` is its text in the reader's language.
    """
    if isinstance(page, KnowledgePage) and page.sensitivity == Sensitivity.TRADITIONAL:
        return Sensitivity.TRADITIONAL.value
    return ""


def identifiers_of(page: BasePage) -> tuple[Identifier, ...]:
    """Names that the thing has elsewhere."""
    if isinstance(page, LibraryPage) and page.doi:
        return (Identifier(scheme="doi", value=page.doi),)
    return ()


def image_path(image_id: int | None) -> str:
    """The path of the picture in list size.

    It goes through Wagtail's serving view: stable whatever the storage, and made when it
    is first asked for.
    """
    if not image_id:
        return ""
    signature = generate_signature(image_id, LIST_IMAGE, key=settings.SECRET_KEY)
    return reverse("wagtailimages_serve", args=[signature, image_id, LIST_IMAGE])


def page_models() -> list[type[BasePage]]:
    """Every type of page of this site."""
    return [model for model in apps.get_models() if issubclass(model, BasePage)]


def register() -> None:
    """Register the projector of pages and the names of their facts."""
    models = page_models()
    register_projector(
        Projector(
            model=BasePage,
            kinds=tuple(sorted({model.record_kind for model in models if model.record_kind})),
            uid_of=page_uid,
            build=build_pages,
            uids=page_uids,
        )
    )
    register_fact_labels(fact_labels(models))
    register_rights({Sensitivity.TRADITIONAL.value: Sensitivity.TRADITIONAL.label})
