"""Writing and searching against a cluster, and the count of what went wrong."""

import time

from django.conf import settings

from records import projection
from records.audiences import Viewer
from records.models import Record
from records.sequencer import number_changes
from search.actions import search
from search.engines.elasticsearch.client import client
from search.indexing import feed, rebuild
from search.indexing.comparing import differences
from search.indexing.indexes import last_number
from search.models import SearchIndex
from tests.factories.records import make_record, record_data

RECORDS = 300


class Load:
    """A site that writes, follows the feed and searches in turn."""

    def __init__(self) -> None:
        self.written = self.searched = self.empty = self.simplified = 0
        self.slowest = 0.0

    def prepare(self) -> None:
        """Make records and an index with a copy on another node."""
        for number in range(RECORDS):
            make_record(titles={"en": f"Mangroves {number}"})
        number_changes()
        for _step in rebuild.rebuild():
            pass

    def node_with_data(self) -> int:
        """Return the number of the node that holds the primary shard."""
        shards = client().cat.shards(
            index=f"{settings.CHM_SEARCH_INDEX}-*", format="json", h="prirep,node"
        )
        rows: list[dict[str, str]] = [dict(row) for row in shards]  # type: ignore[arg-type]
        primary = next(row for row in rows if row["prirep"] == "p")
        return int(primary["node"].removeprefix("node-"))

    def run(self, seconds: float) -> None:
        """Write, follow and search for so long."""
        end = time.monotonic() + seconds
        uids = list(Record.objects.values_list("uid", flat=True))
        while time.monotonic() < end:
            uid = uids[self.written % len(uids)]
            projection.write(record_data(uid=uid, titles={"en": f"Mangroves {time.time_ns()}"}))
            self.written += 1
            number_changes()
            feed.follow()
            self._search()

    def report(self) -> str:
        """Wait for the index to catch up and tell what is missing."""
        end = time.monotonic() + 60
        index = SearchIndex.objects.get(state="live")
        while index.position < last_number() and time.monotonic() < end:
            feed.follow()
            index.refresh_from_db()
            time.sleep(0.5)
        lost = len(list(differences(index, client())))
        return (
            f"{self.written} writes, {lost} lost; {self.searched} searches, {self.empty} failed, "
            f"{self.simplified} answered by the embedded index, slowest {self.slowest:.2f} s"
        )

    def _search(self) -> None:
        started = time.monotonic()
        response = search(viewer=Viewer.anonymous(), text="mangroves", language="en")
        self.slowest = max(self.slowest, time.monotonic() - started)
        self.searched += 1
        self.empty += response.total != RECORDS
        self.simplified += response.notice != ""
