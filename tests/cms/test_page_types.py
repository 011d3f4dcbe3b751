"""Every type of page can be made, opened, previewed, edited and read."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from cms.models import BasePage, HomePage
from cms.projectors import page_models
from records.models import Record
from tests.factories.accounts import make_administrator
from tests.factories.cms import make_country, make_event, make_index, make_page, make_site

pytestmark = pytest.mark.django_db
TYPES = sorted((model for model in page_models() if model is not HomePage), key=str)
SPECIAL = {"EventPage": make_event, "CountryPage": make_country}


def make(model: type[BasePage]) -> BasePage:
    """A page of the type below a parent that it may have."""
    if model.__name__ in SPECIAL:
        return SPECIAL[model.__name__]()
    allowed = [
        parent
        for parent in model.allowed_parent_page_models()
        if parent is not Page and parent is not HomePage
    ]
    named = model.clean_parent_page_models()
    if HomePage in named or Page in named:
        return make_page(model)
    indexes = [parent for parent in allowed if parent.__name__.endswith("IndexPage")]
    return make_page(model, make_index(indexes[0], "index"))


@pytest.fixture
def admin(client):
    client.force_login(make_administrator())
    return client


@pytest.mark.parametrize("model", TYPES, ids=lambda model: model.__name__)
def test_a_page_of_each_type_can_be_read(client, model):
    page = make(model)
    path = page.url

    response = client.get(path)

    assert response.status_code == 200
    assert page.title in response.content.decode()
    if model.record_kind:
        assert Record.objects.public().get(uid=page.translation_key).kind == model.record_kind


@pytest.mark.parametrize("model", TYPES, ids=lambda model: model.__name__)
def test_a_page_of_each_type_can_be_edited_and_previewed(admin, model):
    page = make(model)

    assert admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    preview = page.make_preview_request()
    assert preview.status_code == 200


@pytest.mark.parametrize("model", TYPES, ids=lambda model: model.__name__)
def test_the_form_for_a_new_page_of_each_type_opens(admin, model):
    parent = make(model).get_parent()
    address = reverse(
        "wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk]
    )

    assert admin.get(address).status_code == 200


def test_the_home_page_has_no_record_and_is_read_in_each_language(client):
    home = make_site()

    assert client.get("/en/").status_code == 200
    assert not Record.objects.filter(uid=home.translation_key).exists()


def test_every_type_has_a_name_for_people_and_a_way_in():
    for model in TYPES:
        assert model.allowed_parent_page_models(), model
        assert str(model._meta.verbose_name), model
