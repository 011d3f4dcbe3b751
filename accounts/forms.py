"""Forms of the account pages: allauth's own with plain words, and the profile."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Erasure, User

ADDRESS = _("Mail address")
LABELS: dict[str, Any] = {
    "login": ADDRESS,
    "email": ADDRESS,
    "password": _("Password"),
    "password1": _("New password"),
    "password2": _("New password again"),
    "oldpassword": _("Current password"),
    "remember": _("Stay signed in on this device"),
    "code": _("Code"),
    "name": _("Name of this passkey"),
    "passwordless": _("Sign in with this passkey alone, without a password"),
}
HELP: dict[str, Any] = {
    "password": "",  # the pages themselves link to the new password
    "oldpassword": "",
    "remember": _("Do not tick this on a computer that others use too."),
    "name": _("So that you can tell it from others, for example “My phone”."),
    "passwordless": _("The device must then ask for your fingerprint, your face or a PIN."),
}


class PlainWords(forms.BaseForm):
    """Says the same thing in the same words on every form; no placeholders."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in LABELS:
                field.label = LABELS[name]
            if name in HELP:
                field.help_text = HELP[name]
            field.widget.attrs.pop("placeholder", None)
            if field.widget.attrs.get("autocomplete") == "one-time-code":
                field.widget.attrs |= {"inputmode": "text", "spellcheck": "false"}


class LoginForm(PlainWords, account.LoginForm):
    """Sign in with mail address and password."""


class SignupForm(PlainWords, account.SignupForm):
    """Create an account."""


class AddEmailForm(PlainWords, account.AddEmailForm):
    """Add a mail address."""


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):
    """Change the password."""


class SetPasswordForm(PlainWords, account.SetPasswordForm):
    """Set a first password."""


class ResetPasswordForm(PlainWords, account.ResetPasswordForm):
    """Ask for a link to a new password."""


class ResetPasswordKeyForm(PlainWords, account.ResetPasswordKeyForm):
    """Choose a new password after the link."""


class ReauthenticateForm(PlainWords, account.ReauthenticateForm):
    """Show again that it is you, by password."""


class RequestLoginCodeForm(PlainWords, account.RequestLoginCodeForm):
    """Ask for a code by mail."""


class ConfirmLoginCodeForm(PlainWords, account.ConfirmLoginCodeForm):
    """Enter the code that came by mail."""


class AuthenticateForm(PlainWords, mfa.AuthenticateForm):
    """Enter the second factor."""


class ReauthenticateByCodeForm(PlainWords, mfa.ReauthenticateForm):
    """Show again that it is you, by the second factor."""


class ActivateTOTPForm(PlainWords, totp.ActivateTOTPForm):
    """Enter the first code of an authenticator app."""


class AddWebAuthnForm(PlainWords, webauthn.AddWebAuthnForm):
    """Add a passkey or a security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class EditWebAuthnForm(PlainWords, webauthn.EditWebAuthnForm):
    """Rename a passkey."""


class ProfileForm(forms.ModelForm[User]):
    """What people say about themselves on the account page."""

    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["first_name", "last_name", "language"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
        }


class ErasureForm(forms.Form):
    """What becomes of what the person published, and that they mean it."""

    content = forms.ChoiceField(
        label=_("What you published"),
        choices=Erasure.Content.choices,
        initial=Erasure.Content.KEEP,
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(label=_("I want my account to be erased."))
