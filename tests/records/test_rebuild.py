"""`rebuild_records`: repeatable, resumable, and it buries what was missed."""

import uuid
from collections.abc import Iterator, Sequence

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from records import rebuild as rebuilding, registry
from records.data import RecordData
from records.models import RebuildRun, Record
from records.registry import Projector
from tests.factories.records import make_record

pytestmark = pytest.mark.django_db

NAMESPACE = uuid.UUID("6f0ae9e4-7c8b-4f0e-9c7c-0c8f3b3a9f10")


def uid_of(group: Group) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, group.name)


def build(uids: Sequence[uuid.UUID]) -> dict[uuid.UUID, RecordData]:
    return {
        uid_of(group): RecordData(
            uid=uid_of(group), kind="page", titles={"en": group.name}, default_language="en"
        )
        for group in Group.objects.filter(name__startswith="thing")
        if uid_of(group) in uids
    }


def uids(after: uuid.UUID | None) -> Iterator[uuid.UUID]:
    every = sorted(uid_of(group) for group in Group.objects.filter(name__startswith="thing"))
    yield from (uid for uid in every if after is None or uid > after)


@pytest.fixture
def things(monkeypatch: pytest.MonkeyPatch) -> list[Group]:
    """Five groups that stand for a producer's objects, projected by a real projector."""
    projector = Projector(model=Group, kinds=("page",), uid_of=uid_of, build=build, uids=uids)
    monkeypatch.setattr(registry, "_projectors", {Group: projector})
    monkeypatch.setattr(rebuilding, "CHUNK", 2)
    return [Group.objects.create(name=f"thing {number}") for number in range(5)]


def test_a_second_rebuild_changes_nothing(things):
    assert rebuilding.rebuild() == {"written": 5, "same": 0, "buried": 0}
    assert rebuilding.rebuild() == {"written": 0, "same": 5, "buried": 0}
    assert Record.objects.live().count() == 5


def test_a_rebuild_buries_records_that_no_producer_knows(things):
    orphan = make_record()

    assert rebuilding.rebuild()["buried"] == 1

    orphan.refresh_from_db()
    assert orphan.deleted_reason == "deleted"


def test_a_stopped_rebuild_goes_on_behind_its_last_chunk(things):
    class StoppedError(Exception):
        pass

    def stop_after_two(name: str, count: int) -> None:
        if Record.objects.count() >= 4:
            raise StoppedError

    with pytest.raises(StoppedError):
        rebuilding.rebuild(progress=stop_after_two)
    assert Record.objects.count() == 4

    dealt_with = []
    counts = rebuilding.rebuild(progress=lambda _name, count: dealt_with.append(count))

    assert dealt_with == [1]
    assert counts == {"written": 5, "same": 0, "buried": 0}
    assert RebuildRun.objects.filter(finished__isnull=True).count() == 0


def test_the_command_says_what_was_done_and_numbers_the_changes(things, capsys):
    call_command("rebuild_records")

    assert "5 written, 0 unchanged, 0 buried." in capsys.readouterr().out
    assert not Record.objects.filter(seq__isnull=True).exists()
