"""What operators see of search, and what watches the site is told."""

import pytest
from django.urls import reverse

from search.indexing import status
from search.models import FailedDocument, IndexState, SearchIndex
from tests.factories.accounts import make_administrator, make_editor
from tests.factories.records import make_record
from tests.search.elasticsearch import *  # noqa: F403  (fixtures)

pytestmark = pytest.mark.django_db


def open_page(client):
    client.force_login(make_administrator())
    return client.get(reverse("search_health"))


def test_a_site_with_the_embedded_index_only_says_so(client):
    make_record()

    content = open_page(client).content.decode()

    assert "embedded index" in content
    assert "1 of 1 records are indexed" in content


def test_editors_do_not_see_it(client):
    client.force_login(make_editor())

    assert client.get(reverse("search_health")).status_code in {302, 403}


@pytest.mark.elasticsearch
def test_the_page_tells_where_the_index_stands_and_tries_again(client, live_index, follow):
    record = make_record()
    follow()
    index = SearchIndex.objects.get()
    FailedDocument.objects.create(index=index, record=record, error="a field of another type")

    content = open_page(client).content.decode()
    assert index.name in content
    assert "a field of another type" in content

    client.post(reverse("search_health"), {"index": index.name})
    assert not FailedDocument.objects.exists()


@pytest.mark.elasticsearch
def test_what_is_wrong_is_told(live_index, follow):
    assert status.problem() == ""

    SearchIndex.objects.update(schema="of-another-version")
    assert "needs a new index" in status.problem()

    SearchIndex.objects.update(state=IndexState.OLD)
    assert "rebuild_search" in status.problem()
