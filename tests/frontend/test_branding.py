"""The colours that a site's owner chooses."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Site

from cms.models import Branding

pytestmark = pytest.mark.django_db


@pytest.fixture
def branding() -> Branding:
    return Branding.for_site(Site.objects.get(is_default_site=True))


def test_a_site_without_colours_of_its_own_needs_no_extra_file(branding: Branding) -> None:
    assert branding.version == ""


def test_colours_that_can_be_read_are_accepted(branding: Branding) -> None:
    branding.light_primary = "#7a1f5c"
    branding.full_clean()
    assert branding.chosen("light")["on-primary"] == "#ffffff"


def test_a_faint_colour_is_refused_with_its_contrast(branding: Branding) -> None:
    branding.light_link = "#9fd3e6"
    with pytest.raises(ValidationError) as refusal:
        branding.full_clean()
    assert "needs 4.5 to 1" in str(refusal.value.message_dict["light_link"])


def test_a_bright_page_needs_other_colours_by_night(branding: Branding) -> None:
    branding.dark_paper = "#ffffff"
    with pytest.raises(ValidationError) as refusal:
        branding.full_clean()
    assert "dark_paper" in refusal.value.message_dict


def test_what_is_not_a_colour_is_refused(branding: Branding) -> None:
    branding.light_primary = "green"
    with pytest.raises(ValidationError) as refusal:
        branding.clean_fields()
    assert "#0f5c4d" in str(refusal.value.message_dict["light_primary"])


def test_the_colours_are_a_file_that_never_changes(branding: Branding, client: Client) -> None:
    branding.light_primary = "#7a1f5c"
    branding.save()
    response = client.get(f"/colours-{branding.version}.css")
    assert response.status_code == 200
    assert "--primary:#7a1f5c;" in response.content.decode()
    assert "immutable" in response["Cache-Control"]


def test_an_older_state_of_the_colours_is_gone(branding: Branding, client: Client) -> None:
    assert client.get("/colours-0123456789ab.css").status_code == 404
