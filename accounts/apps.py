"""Accounts: people who sign in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The lowest room: knows no other."""

    name = "accounts"
