"""How records are read. Every door starts from one of these adjectives."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from records.audiences import Viewer
    from records.models import Record  # noqa: F401  (names the type below)

TEXT_FIELDS = ("texts", "facts", "agents", "files", "links", "references", "identifiers")


class RecordQuerySet(models.QuerySet["Record"]):
    """Records by adjectives."""

    def live(self) -> Self:
        """Records that are not tombstones."""
        return self.filter(deleted_at__isnull=True)

    def visible_to(self, viewer: "Viewer") -> Self:
        """Live records for each of whose gates the viewer holds a key."""
        return self.live().filter(visible_to_q(viewer))

    def public(self) -> Self:
        """Live records without any gate."""
        return self.live().filter(container_gate="", restriction_gate="")

    def of_kind(self, *kinds: str) -> Self:
        """Records of one of these kinds."""
        return self.filter(kind__in=kinds)

    def in_term(self, *identifiers: str) -> Self:
        """Records that carry one of these terms; narrower terms are the caller's to add."""
        carrying = self.model.objects.filter(term_rows__term__in=identifiers)
        return self.filter(pk__in=carrying.values("pk"))

    def in_country(self, *codes: str) -> Self:
        """Records about one of these countries (ISO 3166 alpha-2)."""
        return self.in_term(*(f"countries:{code.upper()}" for code in codes))

    def with_uid_in(self, uids: Iterable[UUID]) -> Self:
        """Records with one of these identifiers."""
        return self.filter(uid__in=list(uids))

    def citing(self, uid: UUID) -> Self:
        """Records that cite the record with this identifier."""
        return self.filter(reference_rows__target=uid).distinct()

    def changed_after(self, position: int) -> Self:
        """The change feed: numbered records, tombstones too, in commit order."""
        return self.filter(seq__gt=position).order_by("seq")

    def modified_between(self, start: datetime | None, end: datetime | None) -> Self:
        """Numbered records whose datestamp is in the closed interval."""
        bounds = Q(datestamp__isnull=False)
        if start:
            bounds &= Q(datestamp__gte=start)
        if end:
            bounds &= Q(datestamp__lte=end)
        return self.filter(bounds)

    def harvestable(self) -> Self:
        """What other nodes may fetch: public records and tombstones, never harvested ones."""
        return self.filter(origin="local").filter(
            Q(deleted_at__isnull=False) | Q(container_gate="", restriction_gate="")
        )

    def newest_of(self, *kinds: str, number: int) -> "RecordQuerySet":
        """The newest records of these kinds together, newest first: at most `number`.

        Each kind gives its own newest from the index: no more rows are read than that.
        """
        newest = Q(pk__in=())
        for kind in kinds:
            ordered = self.of_kind(kind).order_by("-issued", "-pk")
            newest |= Q(pk__in=ordered.values("pk")[:number])
        return self.model.objects.filter(newest).order_by("-issued", "-pk")[:number]

    def for_hits(self) -> Self:
        """Leave in the database what neither cards, marked texts nor feeds show."""
        return self.defer("links", "references", "identifiers")

    def without_text(self) -> Self:
        """Leave the long columns in the database: for lists."""
        return self.defer(*TEXT_FIELDS)


def visible_to_q(viewer: "Viewer", prefix: str = "") -> Q:
    """The viewer's keys as a condition on a record's two gates.

    `prefix` reaches the record from another model ("record__").
    """
    keys = viewer.keys
    condition = Q()
    for gate in ("container_gate", "restriction_gate"):
        open_gate = Q(**{f"{prefix}{gate}": ""})
        condition &= (open_gate | Q(**{f"{prefix}{gate}__in": keys})) if keys else open_gate
    return condition
