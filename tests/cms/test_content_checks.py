"""What the editor is told before a page is published."""

import pytest
from django.urls import reverse

from cms.content_checks import check_page
from tests.factories.accounts import make_administrator
from tests.factories.cms import make_image, make_knowledge, make_standard_page

pytestmark = pytest.mark.django_db


def keys(page):
    return [advice.key for advice in check_page(page)]


def test_a_bare_record_is_told_to_get_summary_and_terms():
    assert keys(make_knowledge()) == ["summary", "terms"]


def test_a_good_page_gets_no_advice():
    page = make_knowledge(
        summary="Roots hold the shore.",
        cbd_subjects=["cbd-subjects:X"],
        body=[("paragraph", "<p>Short. And clear.</p>")],
    )

    assert keys(page) == []


def test_a_plain_page_needs_no_terms():
    assert keys(make_standard_page(summary="Short.")) == []


def test_a_long_sentence_is_quoted():
    page = make_standard_page(
        summary="Short.", body=[("paragraph", "<p>One two. " + "word " * 31 + ".</p>")]
    )

    [advice] = check_page(page)

    assert advice.key == "sentences"
    assert "word word" in advice.text


def test_a_picture_without_description_is_counted():
    image = make_image()
    block = {"image": image, "alt_text": "", "decorative": False, "caption": "", "credit": ""}
    page = make_standard_page(summary="Short.", body=[("image", block)])

    assert keys(page) == ["pictures"]
    assert (
        keys(make_standard_page(summary="S.", body=[("image", block | {"decorative": True})])) == []
    )


def test_the_editor_shows_the_advice(client):
    client.force_login(make_administrator())
    page = make_knowledge()

    body = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "Write a summary" in body
