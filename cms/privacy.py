"""What this room and Wagtail's tables hold of people."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from django.apps import apps
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import (
    APIToken,
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageSubscription,
    UploadedFile,
)
from wagtail.users.models import UserProfile

from accounts.models import User
from accounts.personal_data import Content, Row, declare, declare_impersonal, declare_owned
from cms.models import CustomDocument, CustomImage

TOMBSTONE = "Who did it becomes a tombstone."


def pages(user: User) -> Iterator[Row]:
    """Yield the pages that the person made."""
    yield from (
        Page.objects.filter(owner=user)
        .order_by("pk")
        .values("title", "url_path", "live", "first_published_at", "latest_revision_created_at")
    )


def remove_pages(user: User, content: Content) -> None:
    """Delete drafts that nobody else worked on; take down the rest when that is wished.

    A page that was published stays as a draft for the editors: others may cite it.
    """
    for page in Page.objects.filter(owner=user, first_published_at__isnull=True, depth__gt=2):
        others = page.revisions.exclude(user=user).exclude(user=None)
        if not others.exists() and page.is_leaf():
            page.specific.delete()
    if content is Content.REMOVE:
        for page in Page.objects.filter(owner=user, live=True, depth__gt=2):
            page.specific.unpublish()


def comments(user: User) -> Iterator[Row]:
    """Yield what the person wrote beside pages in the editor."""
    yield from Comment.objects.filter(user=user).order_by("pk").values("page__title", "text")


def replies(user: User) -> Iterator[Row]:
    """Yield what the person answered to such comments."""
    yield from CommentReply.objects.filter(user=user).order_by("pk").values("text", "created_at")


def remove_comments(user: User, content: Content) -> None:
    """Delete comments when that is wished."""
    if content is Content.REMOVE:
        Comment.objects.filter(user=user).delete()


def remove_replies(user: User, content: Content) -> None:
    """Delete answers to comments when that is wished."""
    if content is Content.REMOVE:
        CommentReply.objects.filter(user=user).delete()


def uploads(model: type[CustomImage] | type[CustomDocument]) -> Any:
    """Return a function that yields the files of this model that a person uploaded."""

    def files(user: User) -> Iterator[tuple[str, BinaryIO]]:
        for item in model.objects.filter(uploaded_by_user=user).order_by("pk"):
            if item.file.storage.exists(item.file.name):
                yield item.filename, item.file.open("rb")

    return files


def remove_own_log_labels(user: User, content: Content) -> None:
    """The log of the admin repeats the names of accounts: forget this one's."""
    del content
    entries = ModelLogEntry.objects.filter(
        content_type__app_label="accounts", content_type__model="user", object_id=str(user.pk)
    )
    entries.update(label="", data={})


def declare_pages() -> None:
    """Declare all types of page at once: content that its authors publish."""
    for model in apps.get_models():
        if issubclass(model, Page) and model is not Page:
            declare_impersonal("Published content; its owner is a tombstone.", model._meta.label)


declare(
    "wagtailcore.Page",
    export=pages,
    erase=remove_pages,
    kept="Published content is the site's; names that its text tells are its authors' choice.",
)
declare_pages()
declare("wagtailcore.Comment", export=comments, erase=remove_comments, kept=TOMBSTONE)
declare("wagtailcore.CommentReply", export=replies, erase=remove_replies, kept=TOMBSTONE)
declare("cms.CustomImage", files=uploads(CustomImage), kept="Pages use it.")
declare("cms.CustomDocument", files=uploads(CustomDocument), kept="Pages use it.")
declare("wagtailcore.ModelLogEntry", erase=remove_own_log_labels, kept=TOMBSTONE)
declare_owned("wagtailcore.APIToken", lambda user: APIToken.objects.filter(user=user), secret=True)
declare_owned(
    "wagtailadmin.EditingSession",
    lambda user: EditingSession.objects.filter(user=user),
    secret=True,
)
declare_owned(
    "wagtailadmin.FormState", lambda user: FormState.objects.filter(user=user), secret=True
)
declare_owned(
    "wagtailcore.UploadedFile",
    lambda user: UploadedFile.objects.filter(uploaded_by_user=user),
    secret=True,
)
declare_owned(
    "wagtailcore.PageSubscription",
    lambda user: PageSubscription.objects.filter(user=user),
    "page__title",
)
declare_owned(
    "wagtailusers.UserProfile",
    lambda user: UserProfile.objects.filter(user=user),
    "preferred_language", "current_time_zone",
)  # fmt: skip
declare_impersonal(
    TOMBSTONE,
    "wagtailcore.Revision", "wagtailcore.PageLogEntry", "wagtailcore.WorkflowState",
    "wagtailcore.TaskState", "wagtail_localize.StringTranslation",
    "wagtail_localize.SegmentOverride", "wagtaildocs.Document", "wagtailimages.Image",
)  # fmt: skip
declare_impersonal("Answers of readers who are not known.", "cms.Feedback")
declare_impersonal("Settings of the site.", "cms.Branding", "cms.CustomRendition")
