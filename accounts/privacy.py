"""What this room holds of people, allauth's and Django's tables with it."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.utils.translation import gettext as _

from accounts.models import Disclosure, User
from accounts.personal_data import (
    Content,
    Row,
    declare,
    declare_impersonal,
    declare_owned,
    register_obstacle,
)


def account(user: User) -> Iterator[Row]:
    """Yield the account itself."""
    yield {
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "language": user.language,
        "joined": user.date_joined,
        "last_sign_in": user.last_login,
        "groups": ", ".join(user.groups.values_list("name", flat=True)),
    }


def remove_log_entries(user: User, content: Content) -> None:
    """Take the person's own account out of the admin's log, which repeats its name."""
    del content
    LogEntry.objects.filter(
        content_type__app_label="accounts", content_type__model="user", object_id=str(user.pk)
    ).update(object_repr="")


def last_administrator(user: User) -> Iterator[str]:
    """Name the one duty of this room that somebody has to hand over."""
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        yield _("You are the only administrator. Make somebody else an administrator first.")


register_obstacle(last_administrator)
declare("accounts.User", export=account, kept="The row stays as a tombstone that names nobody.")
declare_owned(
    "account.EmailAddress",
    lambda user: EmailAddress.objects.filter(user=user),
    "email", "verified", "primary",
)  # fmt: skip
declare_owned(
    "mfa.Authenticator", lambda user: Authenticator.objects.filter(user=user), secret=True
)
declare_owned(
    "socialaccount.SocialAccount",
    lambda user: SocialAccount.objects.filter(user=user),
    "provider", "uid", "date_joined", "last_login",
)  # fmt: skip
declare_owned(
    "usersessions.UserSession",
    lambda user: UserSession.objects.filter(user=user),
    "created_at", "last_seen_at", "ip", "user_agent",
)  # fmt: skip
declare(
    "admin.LogEntry",
    erase=remove_log_entries,
    kept="Who changed what stays; the person is a tombstone.",
)
declare("accounts.Erasure", kept="Proof that the wish was followed; names nobody.")
declare_owned(
    "accounts.Disclosure",
    lambda user: Disclosure.objects.filter(actor=user, what="own data"),
    "at", "what", "rows",
)  # fmt: skip
declare_impersonal(
    "Emptied when the account ends.", "accounts.User_groups", "accounts.User_user_permissions"
)
