"""Setting up a site: languages, home page, groups, workflow. Safe to repeat."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.models import HomePage, ModerationTask

EDITORS = "Editors"
MODERATORS = "Moderators"
FOCAL_POINTS = "National focal points"
CONTRIBUTORS = "Contributors"

# What each group may do with pages. A focal point's rights hold below the country pages
# that `give_country` names; the others' below the home page.
PAGE_PERMISSIONS = {
    EDITORS: ("add_page", "change_page"),
    MODERATORS: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page",
                 "bulk_delete_page"),
    CONTRIBUTORS: ("add_page",),
    FOCAL_POINTS: (),
}  # fmt: skip
COUNTRY_PERMISSIONS = ("add_page", "change_page", "publish_page")
FILE_PERMISSIONS = {
    EDITORS: ("add_image", "change_image", "choose_image", "add_document", "change_document",
              "choose_document"),
    MODERATORS: ("add_image", "change_image", "delete_image", "choose_image", "add_document",
                 "change_document", "delete_document", "choose_document"),
    CONTRIBUTORS: ("add_image", "choose_image", "add_document", "choose_document"),
    FOCAL_POINTS: ("add_image", "choose_image", "add_document", "choose_document"),
}  # fmt: skip
PROMOTE_RESULTS = tuple(
    f"wagtailsearchpromotions.{verb}_searchpromotion" for verb in ("add", "change", "delete")
)
PEOPLE = (
    *(f"experts.{verb}_organization" for verb in ("add", "change")),
    "experts.change_organizationclaim",
    *(f"experts.{verb}_focalpoint" for verb in ("add", "change", "delete")),
)
MODEL_PERMISSIONS = {
    EDITORS: ("wagtailadmin.access_admin", "cms.view_feedback", "cms.change_feedback",
              "wagtail_localize.submit_translation", *PROMOTE_RESULTS, *PEOPLE),
    MODERATORS: ("wagtailadmin.access_admin", "cms.view_feedback", "cms.change_feedback",
                 "cms.delete_feedback", "experts.change_contactmessage",
                 "wagtail_localize.submit_translation", *PROMOTE_RESULTS, *PEOPLE),
    CONTRIBUTORS: ("wagtailadmin.access_admin",),
    FOCAL_POINTS: ("wagtailadmin.access_admin",),
}  # fmt: skip
WORKFLOW_NAME = "Moderation"


@dataclass(frozen=True, slots=True)
class SetUp:
    """What was set up."""

    home: HomePage
    site: Site
    workflow: Workflow


@transaction.atomic
def set_up_site(*, name: str = "", hostname: str = "localhost", port: int = 80) -> SetUp:
    """Make the six locales, the English home page, the site, the groups and the workflow.

    What exists is kept; what is missing is added.
    """
    locales = {
        code: Locale.objects.get_or_create(language_code=code)[0]
        for code, _label in settings.WAGTAIL_CONTENT_LANGUAGES
    }
    name = name or settings.WAGTAIL_SITE_NAME
    home = find_or_make_home(locales[settings.LANGUAGE_CODE], name)
    site = find_or_make_site(home, name, hostname, port)
    for group_name in PAGE_PERMISSIONS:
        set_up_group(group_name, home)
    return SetUp(home=home, site=site, workflow=set_up_workflow(home))


def find_or_make_home(locale: Locale, title: str) -> HomePage:
    """The home page in the site's own language; Wagtail's welcome page goes."""
    home = HomePage.objects.filter(locale=locale, depth=2).first()
    if home:
        return home
    root = Page.get_first_root_node() or Page.add_root(
        instance=Page(title="Root", slug="root", locale=locale)
    )
    for page in root.get_children().filter(content_type__model="page"):
        page.delete()
    root.refresh_from_db()
    made: HomePage = root.add_child(instance=HomePage(title=title, slug="home", locale=locale))
    return made


def find_or_make_site(home: HomePage, name: str, hostname: str, port: int) -> Site:
    """The default site, showing `home`."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return Site.objects.create(
            hostname=hostname, port=port, site_name=name, root_page=home, is_default_site=True
        )
    if site.root_page_id != home.pk:
        site.root_page = home
        site.site_name = site.site_name or name
        site.save()
    return site


def set_up_group(name: str, home: HomePage) -> Group:
    """A group with its permissions on pages, files and models."""
    group, _created = Group.objects.get_or_create(name=name)
    root = home.get_root()
    # Translated home pages are siblings, so rights are given at the root.
    for codename in PAGE_PERMISSIONS[name]:
        grant(group, root, codename)
    collection = Collection.get_first_root_node()
    for codename in FILE_PERMISSIONS[name]:
        permission = Permission.objects.filter(
            codename=codename,
            content_type__app_label__in=("wagtailimages", "wagtaildocs", "cms"),
        ).order_by("content_type__app_label")
        for found in permission:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=found
            )
    for label in MODEL_PERMISSIONS[name]:
        app, _dot, codename = label.partition(".")
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label=app, codename=codename)
        )
    return group


def give_country(*, group: Group, page: Page) -> None:
    """Let a group of focal points work at and below a country's page, in every language."""
    for each in page.get_translations(inclusive=True):
        for codename in COUNTRY_PERMISSIONS:
            grant(group, each, codename)


def grant(group: Group, page: Page, codename: str) -> None:
    """One right at and below a page."""
    permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
    GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def set_up_workflow(home: HomePage) -> Workflow:
    """One step: a moderator approves, or returns the page with a reason."""
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW_NAME)
    task = ModerationTask.objects.filter(name=WORKFLOW_NAME).first()
    if task is None:
        task = ModerationTask.objects.create(name=WORKFLOW_NAME)
    task.groups.add(Group.objects.get(name=MODERATORS))
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.update_or_create(page=home.get_root(), defaults={"workflow": workflow})
    return workflow
