"""Pure predicates about records."""

from records.audiences import Viewer
from records.models import Record


def can_view_record(viewer: Viewer, record: Record) -> bool:
    """Whether the viewer may know that the record exists."""
    return record.deleted_at is None and viewer.may_see(
        container_gate=record.container_gate, restriction_gate=record.restriction_gate
    )


def can_know_of_tombstone(viewer: Viewer, record: Record) -> bool:
    """Whether the viewer may be told that the record existed and is gone."""
    return record.deleted_at is not None and viewer.may_see(
        container_gate=record.container_gate, restriction_gate=record.restriction_gate
    )
