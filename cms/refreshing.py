"""Projecting many families in batches."""

from collections.abc import Iterable
from uuid import UUID

from records import projection
from records.data import DeletedReason
from records.registry import Projector

BATCH = 200


def refresh(
    projector: Projector,
    keys: Iterable[UUID],
    *,
    reason: DeletedReason = DeletedReason.WITHDRAWN,
) -> None:
    """Project the families with these keys again; what is not to be found is buried."""
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), BATCH):
        projection.refresh_uids(projector, wanted[start : start + BATCH], reason=reason)
