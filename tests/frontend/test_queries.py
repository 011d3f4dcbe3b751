"""What each type of page costs the database, with a table as cache as in the default."""

import datetime
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client

from cms.models import BasePage, CountryPage, EventPage, HomePage
from records.data import Reference
from tests.factories.cms import (
    make_image,
    make_page,
    make_site,
    make_standard_page,
    make_translation,
)
from tests.factories.records import make_record
from tests.factories.vocabularies import make_term

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
QUERIES = 15
# A country shows who holds its offices too, which another room looks up.
BUDGETS: dict[type[BasePage], int] = {CountryPage: 16}
MODELS = [
    model
    for model in apps.get_app_config("cms").get_models()
    if issubclass(model, BasePage) and model is not HomePage
]
VIEWS = [
    "/fr/", "/fr/vocabularies/", "/fr/vocabularies/topics/", "/fr/vocabularies/topics/reefs/",
]  # fmt: skip
FIELDS: dict[type[BasePage], dict[str, Any]] = {
    CountryPage: {"country": "FJ"},
    EventPage: {"start_date": datetime.date(2027, 3, 3)},
}


@pytest.fixture(autouse=True)
def _tables(settings: Any, tmp_path: Path) -> None:
    """Cache as the embedded default does, and keep the pictures of a test to itself."""
    settings.CACHES = {"default": settings.DATABASE_CACHE, "renditions": settings.NO_CACHE}
    settings.MEDIA_ROOT = tmp_path
    call_command("createcachetable", verbosity=0)
    make_translation(make_site(), "fr")
    make_term("topics:reefs", en="Reefs")


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def make_full(model: type[BasePage]) -> BasePage:
    """A translated page with a picture, cited by a record, between records about Fiji."""
    fields = FIELDS.get(model, {})
    page = make_page(model, title="Reef", slug="reef", image=make_image(), **fields)
    fill(10, cited=page.translation_key)
    return make_translation(page, "fr", title="Récif")


def fill(number: int, *, cited: uuid.UUID | None = None) -> None:
    """Add records of several kinds."""
    for index in range(number):
        make_record(
            uid=uuid.uuid4(), kind=("news", "case-study", "national-target")[index % 3],
            titles={"en": f"Record {index}"}, countries=("FJ",),
            references=(Reference(cited),) if cited else (),
        )  # fmt: skip


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_each_type_of_page_stays_in_the_budget(
    client: Client, model: type[BasePage], django_assert_max_num_queries: Any
) -> None:
    address = make_full(model).url
    assert client.get(address).status_code == 200
    with django_assert_max_num_queries(BUDGETS.get(model, QUERIES)):
        client.get(address)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_restricted_pages_elsewhere_keep_each_type_in_the_budget(
    client: Client, model: type[BasePage], django_assert_max_num_queries: Any
) -> None:
    address = make_full(model).url
    for kind in ("login", "password"):
        secret = make_standard_page(title="Minutes", slug=f"minutes-{kind}")
        secret.view_restrictions.create(restriction_type=kind, password="tide")
        make_translation(secret, "fr", title="Procès-verbal")
    assert client.get(address).status_code == 200
    with django_assert_max_num_queries(BUDGETS.get(model, QUERIES)):
        client.get(address)


@pytest.mark.parametrize("address", VIEWS)
def test_the_front_page_and_the_vocabularies_stay_in_the_budget(
    client: Client, address: str, django_assert_max_num_queries: Any
) -> None:
    fill(10)
    assert client.get(address).status_code == 200
    with django_assert_max_num_queries(QUERIES):
        client.get(address)
