"""Two gates, and the keys that open them."""

import itertools
from typing import cast

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from records import audiences
from records.audiences import DuplicateProviderError, Viewer
from records.models import Record
from records.permissions import can_view_record
from tests.factories.accounts import make_user
from tests.factories.records import make_record

pytestmark = pytest.mark.django_db

GATES = ["", "community:1", "community:2"]


class ViewerWith(Viewer):
    """A viewer with exactly these keys."""

    def __init__(self, *keys: str) -> None:
        super().__init__(AnonymousUser())
        self.keys = frozenset(keys)


@pytest.mark.parametrize("keys", [(), ("community:1",), ("community:1", "restriction:9")])
def test_the_queryset_and_the_predicate_agree_for_every_pair_of_gates(keys):
    viewer = ViewerWith(*keys)
    for container, restriction in itertools.product(GATES, ["", "restriction:9"]):
        make_record(container_gate=container, restriction_gate=restriction)

    visible = set(Record.objects.visible_to(viewer))

    assert visible == {row for row in Record.objects.all() if can_view_record(viewer, row)}
    assert all({row.container_gate, row.restriction_gate} - {""} <= set(keys) for row in visible)
    assert len(visible) == {0: 1, 1: 2, 2: 4}[len(keys)]


def test_a_second_provider_for_a_prefix_is_refused():
    audiences.register_provider("test-prefix", lambda _user: [])
    with pytest.raises(DuplicateProviderError, match="test-prefix"):
        audiences.register_provider("test-prefix", lambda _user: ["x"])
    del audiences._providers["test-prefix"]


def test_keys_are_read_once_per_viewer(django_assert_max_num_queries):
    viewer = Viewer.anonymous()
    _ = viewer.keys
    with django_assert_max_num_queries(0):
        _ = viewer.keys


def test_a_renewed_viewer_holds_the_keys_of_that_moment():
    held = {"test-renewed:1"}
    audiences.register_provider("test-renewed", lambda user: held if user.pk else [])
    user = make_user()
    viewer = Viewer(cast("User", SimpleLazyObject(lambda: user)))
    assert "test-renewed:1" in viewer.keys

    held.clear()

    assert "test-renewed:1" in viewer.keys
    assert "test-renewed:1" not in viewer.renewed().keys
    assert viewer.renewed().user == user


def test_somebody_whose_account_is_closed_is_renewed_as_the_public():
    user = make_user()
    viewer = Viewer(user)
    type(user).objects.filter(pk=user.pk).update(is_active=False)

    assert not viewer.renewed().user.is_authenticated
    assert not Viewer.anonymous().renewed().user.is_authenticated
