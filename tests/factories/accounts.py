"""People for tests."""

import secrets
from collections.abc import Iterable
from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.contrib.auth.models import Group

from accounts.actions import confirm_address
from accounts.models import User

PASSWORD = "a-mangrove-stands-in-salt-water"
numbers = count(1)


def make_user(
    *,
    email: str = "",
    password: str = PASSWORD,
    groups: Iterable[str] = (),
    confirmed: bool = True,
    totp: bool = False,
    **fields: Any,
) -> User:
    """A person with a confirmed address, in the named groups, perhaps with an app."""
    address = email or f"person-{next(numbers)}-{secrets.token_hex(3)}@example.org"
    user = User.objects.create_user(address, password, **fields)
    user.groups.set(Group.objects.get_or_create(name=name)[0] for name in groups)
    if confirmed:
        confirm_address(user=user)
    if totp:
        add_totp(user)
    return user


def make_editor(**fields: Any) -> User:
    """A person who may open Wagtail's admin."""
    return make_user(groups=["Editors"], **fields)


def make_administrator(**fields: Any) -> User:
    """A person with every permission."""
    return make_user(is_staff=True, is_superuser=True, **fields)


def add_totp(user: User) -> None:
    """Give a person an authenticator app and recovery codes."""
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)


def code_of(secret: str) -> str:
    """The code that an app with this secret shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def totp_code(user: User) -> str:
    """The code that the person's app shows now."""
    app = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    return code_of(decrypt(app.data["secret"]))


def recovery_code(user: User) -> str:
    """One of the person's unused recovery codes."""
    codes = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return str(codes.wrap().get_unused_codes()[0])
