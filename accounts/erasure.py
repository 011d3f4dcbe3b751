"""Leaving: asked for, thought over, done, and done again after a restored backup."""

import hashlib
import json
import logging
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Erasure, User
from accounts.personal_data import Content, declarations, obstacles_of

logger = logging.getLogger(__name__)

COOLING_OFF = timedelta(days=14)


class HandOverError(Exception):
    """Something only this person holds has to be handed over first; `reasons` say what."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def fingerprint_of(user: User) -> str:
    """Name an account without naming its person. A number used again gets another one."""
    text = f"{user.pk}|{user.date_joined.isoformat()}"
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def request_erasure(*, user: User, content: Content) -> Erasure:
    """Plan the erasure and sign the person out everywhere; a mail says how to undo it.

    Raises HandOverError when others would be left without somebody in charge. Asked for
    twice, the first date stays.
    """
    reasons = obstacles_of(user)
    if reasons:
        raise HandOverError(reasons)
    planned, created = Erasure.objects.get_or_create(
        user=user,
        defaults={
            "content": content,
            "fingerprint": fingerprint_of(user),
            "due": timezone.now() + COOLING_OFF,
        },
    )
    if not created and planned.content != content:
        planned.content = content
        planned.save(update_fields=["content"])
    end_sessions(user)
    transaction.on_commit(lambda: _send_confirmation(user, planned))
    return planned


def cancel_erasure(*, user: User) -> bool:
    """Keep the account after all; tell whether an erasure had been planned."""
    deleted, _rows = Erasure.objects.filter(user=user, done__isnull=True).delete()
    return bool(deleted)


def erase_due_accounts() -> int:
    """Erase the accounts whose time has come, each in a transaction of its own.

    One that fails is logged and tried again at the next turn; the others go on.
    """
    erased = 0
    for planned in Erasure.objects.filter(done__isnull=True, due__lte=timezone.now()):
        try:
            erase_account(user=planned.user, content=Content(planned.content))
        except Exception:
            logger.exception("The account %s could not be erased", planned.user_id)
        else:
            erased += 1
    return erased


def erase_account(*, user: User, content: Content) -> None:
    """Remove everything personal of a user now; the row stays and names nobody.

    The log is written first: should the process die between the two, the account is erased
    at the next turn, and a log line too many does no harm.
    """
    fingerprint = fingerprint_of(user)
    _append_to_log(fingerprint, content)
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user.pk)
        end_sessions(locked)
        for declaration in declarations():
            if declaration.erase:
                declaration.erase(locked, content)
        _make_tombstone(locked)
        Erasure.objects.update_or_create(
            user=locked,
            defaults={
                "content": content,
                "fingerprint": fingerprint,
                "due": timezone.now(),
                "done": timezone.now(),
            },
        )


def replay_erasures(log: Path) -> int:
    """Erase again whoever left after the backup was made; returns how many there were.

    Raises OSError when the log cannot be read.
    """
    wanted = dict(_read_log(log))
    again = 0
    for user in User.objects.filter(erased_at__isnull=True).iterator():
        content = wanted.get(fingerprint_of(user))
        if content is not None:
            erase_account(user=user, content=content)
            again += 1
    return again


def end_sessions(user: User) -> None:
    """Sign the user out on every device."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def log_path() -> Path:
    """Return the file of the erasure log. It has to outlive the database."""
    return Path(settings.CHM_ERASURE_LOG)


def _make_tombstone(user: User) -> None:
    # Groups and permissions of somebody who is gone would only mislead.
    user.groups.clear()
    user.user_permissions.clear()
    user.email = f"{uuid.uuid4().hex}@erased.invalid"
    user.first_name = user.last_name = user.language = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.erased_at = timezone.now()
    user.set_unusable_password()
    user.save()


def _append_to_log(fingerprint: str, content: Content) -> None:
    path = log_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    line = {"account": fingerprint, "content": content, "at": timezone.now().isoformat()}
    with path.open("a", encoding="utf-8") as log:
        log.write(json.dumps(line) + "\n")


def _read_log(path: Path) -> Iterator[tuple[str, Content]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            try:
                row = json.loads(line)
                yield str(row["account"]), Content(row["content"])
            except (ValueError, KeyError, TypeError):
                logger.warning("A line of the erasure log cannot be read: %r", line[:80])


def _send_confirmation(user: User, planned: Erasure) -> None:
    get_adapter().write_to(
        user,
        "account/email/erasure_planned",
        {"due": planned.due, "cancel_url": f"{settings.BASE_URL}{reverse('accounts:data')}"},
    )
