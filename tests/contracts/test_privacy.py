"""Every model that may hold personal data says what is handed out and what is erased."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from accounts.models import User
from accounts.personal_data import (
    DuplicateDeclarationError,
    declarations,
    declare,
    is_declared,
)
from tests.contracts.test_layers import LEVELS, room_of

ADDRESSES = (models.EmailField, models.GenericIPAddressField)
TEXTS = (models.CharField, models.TextField, models.JSONField)
# Tables of the tests themselves, and counters that hold one number.
WITHOUT = {"records.Sequence"}


def reasons_to_declare(model: type[models.Model]) -> list[str]:
    """Name the fields that may hold something of a person.

    Text counts in our own rooms; other packages' tables by relation and address.
    """
    ours = room_of(model) in LEVELS
    return [
        field.name
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if (field.is_relation and field.related_model is User)
        or isinstance(field, ADDRESSES)
        or (ours and isinstance(field, TEXTS) and not field.choices)
    ]


def test_every_model_that_may_hold_personal_data_is_declared():
    missing = {
        model._meta.label: fields
        for model in apps.get_models(include_auto_created=True)
        if not is_declared(model) and model._meta.label not in WITHOUT
        if (fields := reasons_to_declare(model))
    }

    assert missing == {}


def test_every_declaration_is_of_a_model_that_exists():
    for declaration in declarations():
        apps.get_model(declaration.label)


def test_a_model_is_declared_once():
    with pytest.raises(DuplicateDeclarationError):
        declare("accounts.User", kept="again")


def test_a_declaration_says_what_becomes_of_the_rows():
    with pytest.raises(ValueError, match="neither erased nor kept"):
        declare("search.Thing")


def test_the_erasure_log_is_not_in_the_database():
    assert settings.CHM_ERASURE_LOG.endswith(".jsonl")
