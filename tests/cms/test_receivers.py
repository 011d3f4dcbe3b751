"""What changes pages' records besides saving the page: gates, moves, endings."""

import datetime
import json

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
)

from cms.models import CustomDocument, EventPage, SectionPage, StandardPage
from records.audiences import Viewer
from records.models import Record
from tests.factories.accounts import make_user
from tests.factories.cms import (
    make_document,
    make_knowledge,
    make_section,
    make_site,
    make_standard_page,
    make_translation,
)

pytestmark = pytest.mark.django_db


def restrict(page, **fields):
    fields.setdefault("restriction_type", PageViewRestriction.LOGIN)
    return PageViewRestriction.objects.create(page=page, **fields)


def record_of(page):
    return Record.objects.get(uid=page.translation_key)


def visible(page, viewer=None):
    records = Record.objects.visible_to(viewer or Viewer.anonymous())
    return records.filter(uid=page.translation_key).exists()


def test_a_restriction_closes_the_branch_and_all_its_translations_at_once(client):
    section = make_section(slug="secret")
    below = make_standard_page(section, slug="plan")
    french = make_translation(below, "fr")

    restrict(section)

    assert not visible(section)
    assert not visible(below)
    for path in ("/en/secret/", "/en/secret/plan/", french.url):
        assert client.get(path).status_code == 404


def test_a_restriction_that_goes_opens_the_branch_again(client):
    section = make_section(slug="secret")
    below = make_standard_page(section, slug="plan")
    restriction = restrict(section)

    restriction.delete()

    assert visible(section)
    assert visible(below)
    assert client.get("/en/secret/plan/").status_code == 200


def test_people_with_the_key_read_what_is_restricted(client):
    page = make_standard_page(slug="plan")
    group = Group.objects.create(name="Delegates")
    restrict(page, restriction_type=PageViewRestriction.GROUPS).groups.add(group)
    member, other = make_user(), make_user()
    member.groups.add(group)

    assert visible(page, Viewer(member))
    assert not visible(page, Viewer(other))
    client.force_login(member)
    assert client.get("/en/plan/").status_code == 200
    client.force_login(other)
    assert client.get("/en/plan/").status_code == 404


def test_somebody_who_passes_only_the_lower_of_two_restrictions_sees_nothing():
    section = make_section()
    below = make_standard_page(section)
    upper, lower = Group.objects.create(name="A"), Group.objects.create(name="B")
    restrict(section, restriction_type=PageViewRestriction.GROUPS).groups.add(upper)
    restrict(below, restriction_type=PageViewRestriction.GROUPS).groups.add(lower)
    user = make_user()
    user.groups.add(lower)

    assert not visible(below, Viewer(user))


def test_a_password_asks_for_itself(client):
    page = make_standard_page(slug="plan")
    restrict(page, restriction_type=PageViewRestriction.PASSWORD, password="reef")

    response = client.get("/en/plan/")

    assert response.status_code == 200
    assert b"password" in response.content
    assert not visible(page)


def test_a_translation_made_after_the_restriction_is_closed_too(client):
    page = make_standard_page(slug="plan")
    restrict(page)

    french = make_translation(page, "fr")

    assert not visible(page)
    assert client.get(french.url).status_code == 404


def test_restricting_one_translation_takes_only_that_language_out(client):
    page = make_standard_page(slug="plan")
    french = make_translation(page, "fr")

    restrict(french)

    assert record_of(page).languages == ["en"]
    assert client.get("/en/plan/").status_code == 200
    assert client.get("/fr/plan/").status_code == 404


def test_unpublishing_the_source_closes_every_translation(client):
    page = make_standard_page(slug="plan")
    french = make_translation(page, "fr")

    page.unpublish()

    assert not Page.objects.get(pk=french.pk).live
    assert record_of(page).deleted_reason == "withdrawn"
    assert client.get("/fr/plan/").status_code == 404


def test_unpublishing_a_translation_leaves_the_source():
    page = make_standard_page()
    french = make_translation(page, "fr")

    french.unpublish()

    assert record_of(page).languages == ["en"]


def test_deleting_the_source_leaves_a_tombstone_and_the_translations_as_drafts():
    page = make_standard_page()
    french = make_translation(page, "fr")

    page.delete()

    assert record_of(page).deleted_reason == "deleted"
    assert not Page.objects.get(pk=french.pk).live


def test_deleting_a_section_buries_everything_below():
    section = make_section()
    below = make_standard_page(section)

    section.delete()

    assert record_of(below).deleted_reason == "deleted"


def test_a_page_that_expires_says_so():
    page = make_standard_page(expire_at=timezone.now() - datetime.timedelta(minutes=1))

    call_command("publish_scheduled", verbosity=0)

    assert record_of(page).deleted_reason == "expired"


def test_moving_a_branch_changes_the_addresses_below():
    old, new = make_section(slug="old"), make_section(slug="new")
    page = make_standard_page(old, slug="plan")

    Page.objects.get(pk=old.pk).move(Page.objects.get(pk=new.pk), pos="last-child")

    assert record_of(page).urls == {"en": "/en/new/old/plan/"}


def test_moving_into_a_private_branch_closes_the_page():
    private = make_section()
    restrict(private)
    page = make_standard_page()

    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=private.pk), pos="last-child")

    assert not visible(page)


def test_a_new_slug_changes_the_addresses_below():
    section = make_section(slug="old")
    page = make_standard_page(section, slug="plan")

    section = SectionPage.objects.get(pk=section.pk)
    section.slug = "new"
    section.save()

    assert record_of(page).urls == {"en": "/en/new/plan/"}


def test_an_alias_makes_no_second_record():
    page = make_standard_page()
    before = Record.objects.live().count()

    page.create_alias(parent=make_section(), update_slug="mirror")

    assert Record.objects.live().count() == before + 1  # the section's


def test_what_is_marked_as_restricted_is_only_for_people_who_work_here(client):
    page = make_knowledge(slug="nests", sensitivity="restricted")

    assert not visible(page)
    assert client.get("/en/knowledge/nests/").status_code == 404
    editor = make_user(is_superuser=True)
    assert visible(page, Viewer(editor))
    client.force_login(editor)
    assert client.get("/en/knowledge/nests/").status_code == 200


def test_a_draft_is_no_record_and_its_public_revision_stays():
    page = make_standard_page(title="Public words")
    draft = StandardPage.objects.get(pk=page.pk)
    draft.title = "Draft words"
    draft.save_revision()

    assert record_of(page).titles == {"en": "Public words"}


def test_closing_a_large_branch_costs_few_queries(django_assert_max_num_queries):
    section = make_section()
    for _number in range(30):
        make_standard_page(section)

    with django_assert_max_num_queries(40):
        restrict(section)

    assert not Record.objects.public().of_kind("page").exists()


def test_event_and_home_are_routable(client):
    make_site()
    assert client.get("/en/").status_code == 200
    assert EventPage.record_kind == "event"


@pytest.fixture
def shared_file(django_capture_on_commit_callbacks):
    """A page that offers a document of a collection, with that collection."""
    collection = Collection.get_first_root_node().add_child(name="Reports")
    document = make_document(collection=collection)
    files = [{"type": "file", "value": {"document": document.pk, "title": "Report"}}]
    # Wagtail notes which page uses which file after the commit.
    with django_capture_on_commit_callbacks(execute=True):
        page = make_knowledge(attachments=json.dumps(files))
    return page, collection


def test_files_of_a_collection_that_becomes_private_leave_their_records(shared_file):
    page, collection = shared_file
    assert len(record_of(page).files) == 1

    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    assert record_of(page).files == []

    restriction.delete()
    assert len(record_of(page).files) == 1


def test_a_language_with_pages_cannot_be_deleted_and_an_empty_one_leaves_records_alone():
    page = make_standard_page()
    make_translation(page, "fr")
    empty, _created = Locale.objects.get_or_create(language_code="es")
    before = list(Record.objects.values_list("pk", "datestamp"))

    with pytest.raises(ProtectedError):
        Locale.objects.get(language_code="fr").delete()
    empty.delete()

    assert record_of(page).languages == ["en", "fr"]
    assert list(Record.objects.values_list("pk", "datestamp")) == before


def test_a_file_that_moves_into_a_private_collection_leaves_its_record(shared_file):
    page, _collection = shared_file
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(
        collection=private, restriction_type=CollectionViewRestriction.LOGIN
    )

    document = CustomDocument.objects.get()
    document.collection = private
    document.save()

    assert record_of(page).files == []


def test_a_file_that_is_deleted_leaves_its_record(shared_file):
    page, _collection = shared_file

    CustomDocument.objects.get().delete()

    assert record_of(page).files == []
