"""The demonstration, loaded once for the tests of this folder and then taken back."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django import DjangoDbBlocker

from cms.demo.loading import Outcome, load

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="package")
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Outcome]:
    """What the first run on an empty database did, as of a fixed day."""
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        yield load(today=TODAY)
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture
def site(demonstration: Outcome, db: None) -> Outcome:
    """The loaded site; what a test changes is undone after it."""
    return demonstration
