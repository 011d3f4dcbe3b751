"""The site's own user model. People sign in with their mail address."""

from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Creates users by mail address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user; without a password they can only sign in by code or passkey."""
        if not email:
            raise ValueError("A user needs a mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user with every permission; the operator vouches for the address."""
        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        apps.get_model("account", "EmailAddress").objects.create(
            user=user, email=user.email, verified=True, primary=True
        )
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        """Find a user by mail address, whatever its case."""
        return self.get(email__iexact=email)


class User(AbstractUser):
    """A person with an account. The mail address is never shown to others."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(
        _("mail address"),
        unique=True,
        error_messages={"unique": _("There is already an account with this mail address.")},
    )
    language = models.CharField(
        _("language"),
        max_length=16,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("Mail to you is written in this language."),
    )

    erased_at = models.DateTimeField(null=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_any_case",
                violation_error_message=_("There is already an account with this mail address."),
            )
        ]

    def __str__(self) -> str:
        if self.erased_at:
            return str(_("Somebody who left"))
        return self.get_full_name() or self.email


class Erasure(models.Model):
    """The wish of a person to have their account erased, or that it was done.

    Until `due` they may change their mind. `fingerprint` tells the account from any other
    without naming anybody: it is what the erasure log holds, so that a restored backup can
    be told to forget them again (decision 0108).
    """

    class Content(models.TextChoices):
        """What becomes of what the person published."""

        KEEP = "keep", _("Keep what I published, without my name")
        REMOVE = "remove", _("Also remove what I published, where others do not depend on it")

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="erasure")
    content = models.CharField(max_length=8, choices=Content, default=Content.KEEP)
    fingerprint = models.CharField(max_length=64, db_index=True)
    requested = models.DateTimeField(auto_now_add=True)
    due = models.DateTimeField(db_index=True)
    done = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user_id} {self.due:%Y-%m-%d}"


class Disclosure(models.Model):
    """Who took what out of the site: exports that hold data of people."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="disclosures"
    )
    what = models.CharField(max_length=120)
    rows = models.PositiveIntegerField()
    detail = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.what}"
