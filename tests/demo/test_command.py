"""The command `load_demo`."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from cms.demo.accounts import PUBLISHED_PASSWORD, ROLES
from cms.demo.loading import Outcome


def run(*arguments: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("load_demo", *arguments, stdout=out)
    return out.getvalue()


def test_the_accounts_are_printed_on_every_run(site: Outcome) -> None:
    printed = run()
    assert printed.startswith("0 pages were created")
    for role in ROLES:
        assert role.email in printed
    assert printed.count(PUBLISHED_PASSWORD) == len(ROLES)


def test_production_refuses_and_says_how_to_insist(db: None, settings: Any) -> None:
    settings.CHM_DEMO_ACCOUNTS = False
    User.objects.filter(email="editor@example.org").delete()
    with pytest.raises(CommandError, match="--force"):
        run()
    assert not User.objects.filter(email="editor@example.org").exists()


def test_forced_in_production_nobody_knows_the_passwords(site: Outcome, settings: Any) -> None:
    settings.CHM_DEMO_ACCOUNTS = False
    User.objects.get(email="editor@example.org").delete()
    printed = run("--force")
    editor = User.objects.get(email="editor@example.org")
    assert PUBLISHED_PASSWORD not in printed
    assert not editor.check_password(PUBLISHED_PASSWORD)
    [line] = [line for line in printed.splitlines() if editor.email in line]
    assert editor.check_password(line.split()[-1])
    assert "(the password it had)" in printed
