"""An untranslated page keeps the reader's language around it."""

import pytest
from wagtail.models import Locale, PageViewRestriction

from tests.factories.cms import make_site, make_standard_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def french_home():
    """A French home page beside the English one."""
    home = make_site()
    french = Locale.objects.get_or_create(language_code="fr")[0]
    translated = home.copy_for_translation(french)
    translated.save_revision().publish()
    return translated


def test_an_untranslated_page_is_shown_below_the_readers_language(client, french_home):
    make_standard_page(title="Reef fish of Vatu", slug="reef-fish")

    response = client.get("/fr/reef-fish/")

    body = response.content.decode()
    assert response.status_code == 200
    assert '<html lang="fr"' in body
    assert "Reef fish of Vatu" in body


def test_a_translated_page_is_shown_itself(client, french_home):
    page = make_standard_page(title="Reef fish of Vatu", slug="reef-fish")
    translated = page.copy_for_translation(french_home.locale)
    translated.title = "Poissons de récif de Vatu"
    translated.save_revision().publish()

    assert "Poissons de récif de Vatu" in client.get("/fr/reef-fish/").content.decode()


def test_a_path_of_nobody_is_not_found_in_any_language(client, french_home):
    assert client.get("/fr/no-such-page/").status_code == 404
    assert client.get("/en/no-such-page/").status_code == 404


def test_an_unpublished_source_is_not_found_below_another_language(client, french_home):
    make_standard_page(slug="reef-fish").unpublish()

    assert client.get("/fr/reef-fish/").status_code == 404


def test_a_private_source_is_not_shown_below_another_language(client, french_home):
    page = make_standard_page(title="Secret reefs", slug="reef-fish")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    response = client.get("/fr/reef-fish/")

    assert response.status_code == 404
    assert "Secret reefs" not in response.content.decode()
