"""People keep their profile: each section, who sees it, what comes next."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from experts.models import Profile
from experts.sections import SECTIONS
from records.models import Record
from tests.factories.accounts import make_user
from tests.factories.experts import make_profile
from tests.factories.vocabularies import make_term

pytestmark = pytest.mark.django_db

GPS = 0x8825


@pytest.fixture
def person(client):
    user = make_user(first_name="Mere", last_name="Lagi", language="en")
    client.force_login(user)
    return user


def address(key: str) -> str:
    return reverse("experts:section_edit", args=[key])


def rows(prefix: str, *entries: dict, initial: int = 0) -> dict:
    data = {f"{prefix}-TOTAL_FORMS": len(entries), f"{prefix}-INITIAL_FORMS": initial}
    for number, entry in enumerate(entries):
        data |= {f"{prefix}-{number}-{name}": value for name, value in entry.items()}
    return data


def photograph() -> bytes:
    """A wide JPEG taken at a place, with a camera."""
    exif = Image.Exif()
    exif[0x010F] = "Camera of a named person"
    exif.get_ifd(GPS)[1] = "S"
    file = io.BytesIO()
    Image.new("RGB", (900, 600), "#0f5c4d").save(file, "JPEG", exif=exif)
    return file.getvalue()


def test_a_new_person_is_told_to_begin_with_the_name(client, person):
    page = client.get(reverse("experts:profile_edit"))

    assert "Begin with your name" in page.content.decode()
    assert not Profile.objects.exists(), "Looking writes nothing."


@pytest.mark.parametrize("key", SECTIONS)
def test_every_section_opens_before_anything_is_written(client, person, key):
    assert client.get(address(key)).status_code == 200


def test_words_are_kept_in_each_language(client, person):
    words = {"first_name": "Mere", "last_name": "Lagi", "biography_text": "",
             "seen_by_headline": "public", "seen_by_biography": "public"}  # fmt: skip
    client.post(address("about"), words | {"language": "en", "headline_text": "Restores reefs"})
    client.post(address("about"), words | {"language": "fr", "headline_text": "Restaure"})

    assert Profile.objects.get().headline == {"en": "Restores reefs", "fr": "Restaure"}
    assert Profile.objects.get().slug == "mere-lagi"


def test_a_profile_without_a_name_is_refused_with_a_reason(client, person):
    answer = client.post(address("about"), {"language": "en", "headline_text": "kept"})

    assert answer.status_code == 422
    assert "Write the name under which others know you." in answer.content.decode()
    assert "kept" in answer.content.decode()


def test_expertise_is_chosen_saved_and_published(client, person):
    make_term("cbd-subjects:MANGROVES", en="Mangroves", fr="Mangroves")
    entry = {"term": "cbd-subjects:MANGROVES", "level": 4}
    client.post(address("expertise"), rows("expertise", entry) | {"seen_by_expertise": "public"})
    client.post(reverse("experts:profile_state"), {"action": "publish"})

    record = Record.objects.public().get(kind="expert")
    assert record.terms == ["cbd-subjects:MANGROVES"]
    assert "Mangroves" in client.get(record.urls["en"]).content.decode()


def test_a_part_that_is_closed_leaves_the_record_at_once(client, person):
    profile = make_profile(person, taxa=["Scleractinia"])
    assert "Scleractinia" in str(Record.objects.get(uid=profile.uid).texts)

    client.post(address("places"), {"taxa_text": "Scleractinia", **{
        f"seen_by_{part}": "signed-in" for part in SECTIONS["places"].parts}})  # fmt: skip

    assert "Scleractinia" not in str(vars(Record.objects.get(uid=profile.uid)))


def test_a_portrait_is_drawn_anew_without_place_and_camera(client, person, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    profile = make_profile(person)
    upload = SimpleUploadedFile("me.jpg", photograph(), "image/jpeg")
    client.post(address("portrait"), {"picture": upload, "seen_by_portrait": "signed-in"})
    profile.refresh_from_db()
    stored = (tmp_path / profile.portrait.name).read_bytes()

    with Image.open(io.BytesIO(stored)) as image:
        assert (image.format, image.size) == ("WEBP", (512, 512))
        assert not image.getexif()
    assert b"Camera" not in stored
    path = reverse("portraits:portrait", args=[profile.uid, profile.portrait.name[10:]])
    assert client.get(path).headers["Content-Type"] == "image/webp"
    client.logout()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [("me.jpg", b"MZ program"), ("me.svg", b"<svg onload=x>"), ("me.png", photograph())],
)
def test_what_is_no_picture_is_refused_with_advice(client, person, name, content):
    upload = SimpleUploadedFile(name, content, "image/jpeg")
    answer = client.post(address("portrait"), {"picture": upload, "seen_by_portrait": "public"})

    assert answer.status_code == 422
    assert "upload" in answer.content.decode()


@pytest.mark.parametrize("level", ["public", "signed-in", "communities", "only-me"])
def test_people_see_their_profile_as_others_do(client, person, level):
    make_profile(person, taxa=["Scleractinia"], field_visibility={"taxa": "communities"})
    page = client.get(reverse("experts:profile_preview"), {"as": level}).content.decode()

    assert ("Scleractinia" in page) == (level in {"communities", "only-me"})


def test_nobody_changes_the_profile_of_somebody_else(client, person):
    other = make_profile(headline={"en": "Mine"})
    client.post(address("audience"), {"visibility": "only-me"})

    other.refresh_from_db()
    assert other.visibility == "public"


def test_what_was_taken_back_is_found_no_more(client, person):
    profile = make_profile(person)
    client.post(reverse("experts:profile_state"), {"action": "unpublish"})
    client.logout()

    assert not Record.objects.live().filter(uid=profile.uid).exists()
    assert client.get(reverse("experts:profile_detail", args=[profile.slug])).status_code == 404
