"""Setting up a site."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Locale, Page, Site, WorkflowPage

from cms.actions.site import FOCAL_POINTS, MODERATORS, give_country, set_up_site
from cms.models import HomePage
from tests.factories.cms import make_country, make_translation

pytestmark = pytest.mark.django_db


def test_a_fresh_database_becomes_a_site_in_six_languages():
    made = set_up_site(name="Mangrove")

    assert Locale.objects.count() == 6
    assert Site.objects.get().root_page.specific == made.home
    assert Page.objects.filter(depth=2).count() == 1
    assert set(Group.objects.values_list("name", flat=True)) >= {
        "Editors", "Moderators", "National focal points", "Contributors",
    }  # fmt: skip


def test_setting_up_again_changes_nothing():
    set_up_site()
    before = [
        model.objects.count() for model in (HomePage, Site, GroupPagePermission, WorkflowPage)
    ]

    call_command("set_up_site", verbosity=0)

    after = [model.objects.count() for model in (HomePage, Site, GroupPagePermission, WorkflowPage)]
    assert before == after


def test_only_moderators_may_publish_everywhere():
    set_up_site()

    rights = GroupPagePermission.objects.filter(permission__codename="publish_page")

    assert set(rights.values_list("group__name", flat=True)) == {MODERATORS}


def test_a_focal_point_may_publish_below_the_country_in_every_language():
    set_up_site()
    page = make_country("FJ")
    translation = make_translation(page, "fr")
    group = Group.objects.get(name=FOCAL_POINTS)

    give_country(group=group, page=page)

    rights = GroupPagePermission.objects.filter(group=group, permission__codename="publish_page")
    assert set(rights.values_list("page_id", flat=True)) == {page.pk, translation.pk}
