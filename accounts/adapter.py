"""What this site changes in allauth."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """The hook for sign-up rules; allauth's own behaviour otherwise."""
