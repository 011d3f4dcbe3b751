import pytest

from vocabularies.actions import load_shipped_vocabularies


@pytest.fixture
def shipped(db):
    """The vocabularies that come with the site."""
    return load_shipped_vocabularies()
