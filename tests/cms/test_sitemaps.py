"""What search engines read."""

import pytest
from lxml import etree
from wagtail.models import PageViewRestriction

from tests.factories.cms import make_section, make_site, make_standard_page, make_translation
from tests.factories.records import make_record

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def locations(client):
    tree = etree.fromstring(client.get("/sitemap-1.xml").content)
    return [
        str(text).split("8000", 1)[-1] for text in tree.xpath("//s:loc/text()", namespaces=NAMES)
    ]


def test_the_index_names_the_site_maps(client):
    make_site()
    tree = etree.fromstring(client.get("/sitemap.xml").content)

    [location] = tree.xpath("//s:loc/text()", namespaces=NAMES)
    assert str(location).endswith("/sitemap-1.xml")
    assert client.get("/sitemap-2.xml").status_code == 404


def test_every_language_of_a_page_names_all_its_languages(client):
    page = make_standard_page(slug="reefs")
    make_translation(page, "fr")

    tree = etree.fromstring(client.get("/sitemap-1.xml").content)

    assert {"/en/", "/en/reefs/", "/fr/reefs/"} <= set(locations(client))
    [entry] = tree.xpath("//s:url[contains(s:loc, '/fr/reefs/')]", namespaces=NAMES)
    assert entry.xpath("x:link/@hreflang", namespaces=NAMES) == ["en", "fr"]


def test_what_is_closed_is_gone_at_once_in_every_language(client):
    section = make_section(slug="secret")
    make_translation(make_standard_page(section, slug="plan"), "fr")

    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)

    assert not [location for location in locations(client) if "secret" in location]


def test_harvested_things_are_left_to_their_sources(client):
    make_site()
    make_record(urls={"en": "/en/mine/"})

    assert "/en/mine/" in locations(client)
    assert len([location for location in locations(client) if "records" in location]) == 0


def test_the_site_map_costs_as_many_queries_for_200_pages(client, django_assert_max_num_queries):
    make_site()
    for number in range(200):
        make_record(urls={"en": f"/en/{number}/"})

    with django_assert_max_num_queries(8):
        assert len(locations(client)) == 201


def test_robots_stay_out_of_the_admin_and_find_the_site_map(client):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /admin/" in text
    assert "Disallow: /fr/search/" in text
    assert "/sitemap.xml" in text
