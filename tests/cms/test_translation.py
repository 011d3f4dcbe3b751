"""The traps of wagtail-localize, one by one (notes/platform.md B2)."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext, override
from taggit.managers import TaggableManager
from wagtail.models import Locale, Page
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import (
    LocaleSynchronization,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.operations import translate_object, translate_page_subtree
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.tasks import background

from cms.actions.site import EDITORS, set_up_site
from cms.actions.trees import misplaced_pages
from cms.models import CaseStudy, HomePage
from cms.projectors import page_models
from cms.sitemaps import home_urls
from cms.sources import choose_source, source_locale_ids, source_page, source_path
from cms.translation_jobs import CeleryJobs, message_for
from cms.translations import make_missing_translations, missing_translations
from records.models import Record
from tests.factories.accounts import make_administrator, make_user
from tests.factories.cms import (
    make_knowledge,
    make_section,
    make_standard_page,
    make_translation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site():
    set_up_site()


def locale(code):
    return Locale.objects.get(language_code=code)


def translate(page, *codes):
    translate_object(page, [locale(code) for code in codes])


def make_knowledge_in_section():
    section = make_section(title="Coast", slug="coast")
    return section, make_standard_page(section, title="Plan", slug="plan")


def test_translations_of_a_live_page_begin_as_drafts():
    page = make_standard_page(title="Reefs")

    translate(page, "fr", "ar")

    assert list(page.get_translations().values_list("live", flat=True)) == [False, False]
    assert Record.objects.get(uid=page.translation_key).languages == ["en"]


def test_a_translated_text_reaches_the_record_when_it_is_published(
    django_capture_on_commit_callbacks,
):
    page = make_standard_page(title="Reefs", summary="They live.", slug="reefs")
    translate(page, "fr")
    source = TranslationSource.objects.get(object_id=page.translation_key)
    for segment in source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=locale("fr"),
            context=segment.context,
            data={"Reefs": "Récifs", "They live.": "Ils vivent."}[segment.string.data],
        )

    with django_capture_on_commit_callbacks(execute=True):
        Translation.objects.get(source=source).save_target(publish=True)

    record = Record.objects.get(uid=page.translation_key)
    assert record.titles == {"en": "Reefs", "fr": "Récifs"}
    assert record.urls["fr"] == "/fr/reefs/"


def test_home_pages_get_slugs_of_their_own_and_are_translated():
    home = HomePage.objects.get(locale=locale("en"))

    translate(home, "fr", "ar")

    slugs = set(HomePage.objects.values_list("slug", flat=True))
    assert slugs == {"home", "home-fr", "home-ar"}


@pytest.mark.parametrize("model", page_models(), ids=lambda model: model.__name__)
def test_slugs_are_never_offered_to_translators(model):
    [slug] = [field for field in get_translatable_fields(model) if field.field_name == "slug"]

    assert not slug.is_translated(model())
    assert not slug.is_overridable(model())


def test_notes_and_codes_are_not_offered_to_translators():
    page = make_knowledge(notes="Private", consent_note="Elder", published_at="2024")

    offered = {segment.path.partition(".")[0] for segment in extract_segments(page)}

    assert "title" in offered
    assert not offered & {"notes", "consent_note", "published_at", "government", "licence", "slug"}


@pytest.mark.parametrize("model", page_models(), ids=lambda model: model.__name__)
def test_pages_carry_terms_and_no_free_tags(model):
    assert not [field for field in model._meta.get_fields() if isinstance(field, TaggableManager)]


def test_no_language_copies_the_pages_of_another():
    section, page = make_knowledge_in_section()

    assert not LocaleSynchronization.objects.exists()
    assert not Page.objects.filter(alias_of__isnull=False).exists()
    assert section.get_translations().count() == page.get_translations().count() == 0


def test_a_translation_moved_in_one_language_is_found_and_put_back(capsys):
    section, page = make_knowledge_in_section()
    french = make_translation(page, "fr")
    home = HomePage.objects.get(locale=locale("fr"))
    Page.objects.get(pk=french.pk).move(home, pos="last-child")
    assert [item.page.pk for item in misplaced_pages()] == [french.pk]

    call_command("repair_translation_trees", "--fix")

    assert "1 misplaced, 1 moved." in capsys.readouterr().out
    assert misplaced_pages() == []
    assert Record.objects.get(uid=page.translation_key).urls["fr"] == "/fr/coast/plan/"
    assert section.get_translation(locale("fr")).get_children().count() == 1


def test_a_translation_that_could_not_be_saved_is_listed_with_its_reason(client):
    page = make_knowledge(
        title="Reefs", sensitivity="traditional-knowledge", consent_note="The elders, 2024."
    )
    CaseStudy.objects.filter(pk=page.pk).update(consent_note="")
    page.refresh_from_db()

    translate(page, "fr")

    assert [row.source.object_id for row in missing_translations()] == [page.translation_key]
    [refused] = make_missing_translations()
    assert "consent" in refused.reason
    client.force_login(make_administrator())
    address = reverse("cms_translation_report")
    assert "Reefs" in client.get(address).content.decode()
    CaseStudy.objects.filter(pk=page.pk).update(consent_note="The elders, 2024.")
    TranslationSource.update_or_create_from_instance(CaseStudy.objects.get(pk=page.pk))
    assert "Every translation" in client.post(address).content.decode()
    assert page.get_translations().count() == 1


def test_a_parent_that_was_only_copied_says_in_which_language_it_is(client):
    section, page = make_knowledge_in_section()
    make_translation(page, "fr")

    body = client.get("/fr/coast/").content.decode()

    assert section.get_translation(locale("fr")).alias_of_id == section.pk
    with override("fr"):
        words = gettext(
            "This page is shown in %(language)s because no translation exists yet."
        ).rpartition("%(language)s")[2]
    assert escape(words) in body
    assert Record.objects.get(uid=section.translation_key).languages == ["en"]


def test_a_restriction_copied_by_the_translator_does_not_outlive_the_original(
    client, django_capture_on_commit_callbacks
):
    page = make_standard_page(title="Reefs", slug="reefs")
    translate(page, "fr")
    page.get_translation(locale("fr")).save_revision().publish()
    restriction = page.view_restrictions.create(restriction_type="login")

    with django_capture_on_commit_callbacks(execute=True):
        Translation.objects.get(source__object_id=page.translation_key).save_target(publish=False)
    restriction.delete()

    assert client.get("/fr/reefs/").status_code == 200
    assert Record.objects.public().get(uid=page.translation_key).languages == ["en", "fr"]


def test_somebody_who_may_not_translate_cannot_try_again(client):
    user = make_user(groups=[EDITORS])
    user.groups.first().permissions.filter(codename="submit_translation").delete()
    client.force_login(user)

    response = client.post(reverse("cms_translation_report"))

    assert response.status_code in {302, 403}


def test_long_translations_are_sent_as_ids(django_capture_on_commit_callbacks):
    section, page = make_knowledge_in_section()
    translate(section, "fr")
    user = make_administrator()
    assert isinstance(background, CeleryJobs)
    arguments = [section.pk, Locale.objects.filter(language_code="fr"), None, user]

    task, message = message_for(translate_page_subtree, arguments)
    with django_capture_on_commit_callbacks(execute=True):
        background.enqueue(translate_page_subtree, arguments, {})

    assert message == [section.pk, [locale("fr").pk], user.pk]
    assert task.name == "cms.translate_subtree"
    assert page.get_translations().count() == 1


def test_a_job_that_is_not_ours_runs_at_once():
    done = []

    background.enqueue(done.append, ["now"], {})

    assert done == ["now"]


def test_the_six_languages_are_there_from_the_start():
    codes = set(Locale.objects.values_list("language_code", flat=True))

    assert codes == {code for code, _name in settings.LANGUAGES}


def test_restricting_the_source_closes_translations_made_by_the_translator(client):
    page = make_standard_page(title="Reefs", slug="reefs")
    translate(page, "fr")
    page.get_translation(locale("fr")).save_revision().publish()
    assert client.get("/fr/reefs/").status_code == 200

    page.view_restrictions.create(restriction_type="login")

    assert client.get("/fr/reefs/").status_code == 404
    assert not Record.objects.public().filter(uid=page.translation_key).exists()


def test_a_parent_that_was_only_copied_is_no_translation(client):
    section, page = make_knowledge_in_section()
    make_translation(page, "fr")

    copied = [client.get(path).content.decode() for path in ("/en/coast/", "/fr/coast/")]
    translated = client.get("/en/coast/plan/").content.decode()

    alternate = '<link rel="alternate" hreflang="{}"'
    for body in copied:
        assert alternate.format("en") in body
        assert alternate.format("fr") not in body
        assert 'href="/fr/coast/" lang="fr"' in body
    assert alternate.format("fr") in translated
    assert Record.objects.get(uid=section.translation_key).urls == {"en": "/en/coast/"}
    assert "fr" not in home_urls()


@pytest.mark.parametrize("recorded", ["fr", "en", None])
def test_the_source_of_a_family_is_the_same_in_python_and_in_sql(recorded: str | None) -> None:
    page = make_standard_page(title="Tides", slug="tides")
    make_translation(page, "fr", title="Marées")
    make_translation(page, "ar", title="المد")
    if recorded:
        source, _created = TranslationSource.get_or_create_from_instance(page)
        TranslationSource.objects.filter(pk=source.pk).update(locale=locale(recorded))
    family = list(Page.objects.filter(translation_key=page.translation_key))
    locale_id = source_locale_ids([page.translation_key]).get(page.translation_key)
    chosen = choose_source(family, locale_id)
    for each in Page.objects.annotate(source_path=source_path()).filter(
        pk__in=[each.pk for each in family]
    ):
        assert each.source_path == chosen.path
        assert source_page(each) == chosen
