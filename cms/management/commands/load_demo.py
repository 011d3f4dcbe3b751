"""`load_demo`: fill a new site with demonstration content."""

import logging
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.demo.accounts import Account
from cms.demo.loading import OccupiedError, load
from records.demonstration import run_steps

REFUSAL = (
    "This is a production site: demonstration pages and accounts do not belong here. "
    "If you want them all the same, run the command with --force; "
    "the accounts then get random passwords, which are shown once."
)


class Command(BaseCommand):
    """Loads pages over every kind, and an account for each role."""

    help = "Fill the site with demonstration content. What exists is left as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for a word of confirmation in production."""
        parser.add_argument(
            "--force", action="store_true", help="Load it on a production site, too."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load, then print the accounts."""
        if not settings.CHM_DEMO_ACCOUNTS and not options["force"]:
            raise CommandError(REFUSAL)
        logging.disable(logging.INFO)  # a line for each of hundreds of pages tells nobody anything
        try:
            outcome = load()
            lines = run_steps()
        except OccupiedError as error:
            raise CommandError(str(error)) from error
        finally:
            logging.disable(logging.NOTSET)
        self.stdout.write(
            f"{outcome.pages} pages were created, {outcome.translations} of them translations."
        )
        for line_of_step in lines:
            self.stdout.write(line_of_step)
        self.stdout.write("Sign in with:")
        for account in outcome.accounts:
            self.stdout.write(line(account))


def line(account: Account) -> str:
    """One account as a line of the table."""
    password = account.password or "(the password it had)"
    return f"  {account.role.name:<22} {account.role.email:<28} {password}"
