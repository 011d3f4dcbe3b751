"""What `load_demo` makes of an empty database."""

import gc
from collections import Counter
from datetime import timedelta
from itertools import chain

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from wagtail.images import get_image_model
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from accounts.models import User
from cms.demo.accounts import PUBLISHED_PASSWORD, ROLES
from cms.demo.content import items
from cms.demo.loading import OccupiedError, Outcome, load
from cms.demo.pages import MODELS
from cms.models import CountryPage, CustomDocument, EventPage, HomePage, NewsPage, SectionPage
from records.models import Record, RecordReference, RecordTerm
from records.registry import kinds
from tests.demo.conftest import TODAY
from vocabularies.models import Term

LANGUAGES = {"en", "fr", "es", "ru", "ar", "zh-hans"}


def test_every_page_is_made_and_at_least_150_of_them(site: Outcome) -> None:
    made = set(Page.objects.values_list("translation_key", flat=True))
    assert {item.uid for item in items() if item.kind != "home"} <= made
    assert len(items()) >= 150


def test_every_kind_of_the_cms_is_present(site: Outcome) -> None:
    present = Counter(Record.objects.live().values_list("kind", flat=True))
    wanted = {kind.key for kind in kinds() if kind.group in ("site", "knowledge")}
    assert wanted <= present.keys()
    assert present["case-study"] >= 15
    assert present["country"] >= 12
    assert present["theme"] >= 6
    assert present["news"] >= 25
    assert present["event"] >= 20


def test_at_least_25_things_are_readable_in_all_six_languages(site: Outcome) -> None:
    languages = Record.objects.live().values_list("languages", flat=True)
    assert sum(set(spoken) == LANGUAGES for spoken in languages) >= 25


def test_there_are_past_and_coming_events_whenever_it_is_loaded(site: Outcome) -> None:
    days = [event.start_date for event in EventPage.objects.all()]
    assert sum(day < TODAY for day in days) >= 5
    assert sum(day > TODAY + timedelta(days=14) for day in days) >= 5


def test_no_news_comes_from_the_future(site: Outcome) -> None:
    assert max(NewsPage.objects.values_list("date", flat=True)) <= TODAY


def test_no_cross_reference_is_broken(site: Outcome) -> None:
    live = set(Record.objects.live().values_list("uid", flat=True))
    targets = RecordReference.objects.values_list("target", flat=True)
    assert len(targets) > 200
    assert set(targets) <= live


def test_every_term_is_in_a_vocabulary(site: Outcome) -> None:
    used = set(RecordTerm.objects.values_list("term", flat=True))
    known = set(Term.objects.values_list("identifier", flat=True))
    assert len(used) > 50
    assert used <= known


def test_every_record_of_knowledge_has_terms_and_a_date(site: Outcome) -> None:
    knowledge = [kind.key for kind in kinds(group="knowledge")]
    for record in Record.objects.live().of_kind(*knowledge):
        assert record.terms, record
        assert record.issued, record


def test_translators_find_each_string_translated(site: Outcome) -> None:
    home = HomePage.objects.get(locale__language_code="en")
    assert TranslationSource.objects.count() >= 45
    source = TranslationSource.objects.get_for_instance(home)
    for translation in (*source.translations.all(), *Translation.objects.all()[:10]):
        total, translated = translation.get_progress()
        assert total == translated > 0


def test_writing_a_translation_again_changes_no_word(site: Outcome) -> None:
    page = SectionPage.objects.get(slug="guidance", locale__language_code="ar")
    source = SectionPage.objects.get(slug="guidance", locale__language_code="en")
    translation = Translation.objects.get(
        source=TranslationSource.objects.get_for_instance(source), target_locale=page.locale
    )
    translation.save_target()
    again = SectionPage.objects.get(pk=page.pk)
    assert (again.title, again.summary) == (page.title, page.summary)


def test_pictures_have_a_description_and_a_credit(site: Outcome) -> None:
    images = get_image_model().objects.all()
    assert len(images) >= 20
    assert all(image.description and image.credit and image.width == 1280 for image in images)


def test_files_are_there_to_download(site: Outcome) -> None:
    for document in CustomDocument.objects.all():
        with document.open_file() as file:
            assert len(file.read()) > 100


def test_a_second_run_changes_nothing(site: Outcome) -> None:
    before = state()
    outcome = load(today=TODAY + timedelta(days=30))
    assert (outcome.pages, outcome.translations) == (0, 0)
    assert state() == before


def state() -> list[object]:
    """Everything that a run could change."""
    return list(
        chain(
            Page.objects.order_by("pk").values_list("pk", "path", "title", "last_published_at"),
            Record.objects.order_by("uid").values_list("uid", "payload_hash", "seq"),
            User.objects.order_by("pk").values_list("pk", "password"),
            Locale.objects.order_by("pk").values_list("pk", "language_code"),
            TranslationSource.objects.order_by("pk").values_list("pk", "last_updated_at"),
        )
    )


def test_a_page_that_was_deleted_comes_back_translated(site: Outcome) -> None:
    country = CountryPage.objects.get(country="PW", locale__language_code="en")
    uid = country.translation_key
    for page in country.get_translations(inclusive=True):
        page.delete()
    assert load(today=TODAY).pages == 6
    assert set(Record.objects.live().get(uid=uid).languages) == LANGUAGES


def test_a_site_with_pages_of_its_own_is_left_alone(site: Outcome) -> None:
    about = SectionPage.objects.get(slug="about", locale__language_code="en")
    for page in about.get_translations(inclusive=True):
        page.delete()
    home = HomePage.objects.get(locale__language_code="en")
    home.add_child(instance=SectionPage(title="Our own", slug="about", locale=home.locale))
    with pytest.raises(OccupiedError, match="/about/"):
        load(today=TODAY)


def test_each_role_has_an_account_with_a_confirmed_address(site: Outcome) -> None:
    assert len(site.accounts) == len(ROLES)
    for role in ROLES:
        user = User.objects.get(email=role.email)
        assert user.check_password(PUBLISHED_PASSWORD)
        assert EmailAddress.objects.get(user=user).verified
        assert [group.name for group in user.groups.all()] == ([role.group] if role.group else [])


# Wagtail leaves the temporary file of a new rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("kind", sorted(MODELS))
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_of_every_type_is_shown(
    site: Outcome, client: Client, kind: str, language: str
) -> None:
    page = MODELS[kind].objects.filter(locale__language_code=language).first()
    if page is None:
        assert language != "en", f"No page of type {kind}."
        return
    response = client.get(page.url, follow=True)
    gc.collect(1)
    assert response.status_code == 200
    assert page.title in response.content.decode() or kind == "home"
