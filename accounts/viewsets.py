"""How administrators see users in Wagtail's admin."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from accounts.actions import replace_address
from accounts.models import User


class OwnFields:
    """Names are not required: a person may have one name only, or not say it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_name"].required = False  # type: ignore[attr-defined]
        self.fields["last_name"].required = False  # type: ignore[attr-defined]
        self.fields["email"].label = _("Mail address")  # type: ignore[attr-defined]

    def save(self, commit: bool = True) -> User:
        """Save the user; a mail address that changed has to be confirmed again."""
        user: User = self.instance  # type: ignore[attr-defined]
        if not user.password:
            user.set_unusable_password()
        super().save(commit)  # type: ignore[misc]
        if commit and "email" in self.changed_data:  # type: ignore[attr-defined]
            replace_address(user=user)
        return user


class CreateForm(OwnFields, UserCreationForm):
    """A new user: the password may stay empty, then they sign in by a code."""

    password_required = False

    class Meta(UserCreationForm.Meta):
        fields: ClassVar[set[str]] = UserCreationForm.Meta.fields | {"language"}


class EditForm(OwnFields, UserEditForm):
    """A user who exists."""

    class Meta(UserEditForm.Meta):
        fields: ClassVar[set[str]] = UserEditForm.Meta.fields | {"language"}


class UserViewSet(WagtailUserViewSet):
    """Users, by mail address."""

    def get_form_class(self, for_update: bool = False) -> type[UserCreationForm | UserEditForm]:
        """Return the form for a new or an existing user."""
        return EditForm if for_update else CreateForm
