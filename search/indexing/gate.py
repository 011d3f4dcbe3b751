"""What a new index has to prove before searches ask it (decision 0083).

Nobody writes to it meanwhile: its lease is held. Records that change in these moments are
left out on both sides.
"""

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from elasticsearch import Elasticsearch

from records.models import Record
from search.engines.elasticsearch.documents import documents
from search.indexing.comparing import differences
from search.models import FailedDocument, SearchIndex

SAMPLES = 200
MAX_REFUSED_SHARE = 0.01
NAMED = 5
LONGEST_EXCLUSION = 50_000
PAGE = 2000


class GateError(Exception):
    """The index is not what it should be; the message tells in what."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def examine(index: SearchIndex, client: Elasticsearch, *, keep: Callable[[], None]) -> None:
    """Raise `GateError` unless the refreshed index holds what the table of records does.

    `keep` is called now and then, to keep the lease.
    """
    problems = [*_counts(index, client, keep), *_each_record(index, client, keep)]
    problems += _samples(index, client)
    if problems:
        raise GateError(problems)


def _each_record(
    index: SearchIndex, client: Elasticsearch, keep: Callable[[], None]
) -> Iterator[str]:
    """Compare identity, version and gates of every record; nothing dead may be alive."""
    found: dict[str, list[int]] = {}
    for difference in differences(index, client, keep=keep):
        found.setdefault(difference.what, []).append(difference.record)
    for what, records in found.items():
        named = ", ".join(str(record) for record in records[:NAMED])
        yield f"{len(records)} records are {what}, among them {named}"
    total = Record.objects.live().count()
    refused = FailedDocument.objects.filter(index=index).count()
    if refused > max(total * MAX_REFUSED_SHARE, 1):
        yield f"{refused} of {total} records are refused"


def _counts(index: SearchIndex, client: Elasticsearch, keep: Callable[[], None]) -> Iterator[str]:
    """Count by kind and by language, here and there."""
    expected, unsettled = _expected_counts(index, keep)
    if len(unsettled) > LONGEST_EXCLUSION:
        yield f"{len(unsettled)} records changed meanwhile, which is too many to compare"
        return
    answer = client.search(
        index=index.name,
        size=0,
        query={
            "bool": {
                "filter": [{"term": {"dead": False}}],
                "must_not": [{"terms": {"record": unsettled}}],
            }
        },
        aggs={
            facet: {"terms": {"field": f"facets.{facet}", "size": 1000}}
            for facet in ("kind", "language")
        },
    )
    for facet, counts in expected.items():
        buckets = answer["aggregations"][facet]["buckets"]
        there = {bucket["key"]: bucket["doc_count"] for bucket in buckets}
        if there != counts:
            yield f"by {facet} the index has {there}, the database {dict(counts)}"


def _expected_counts(
    index: SearchIndex, keep: Callable[[], None]
) -> tuple[dict[str, Counter[str]], list[int]]:
    """Return the counts of what the index should hold, and whom to leave out.

    One pass judges each row by itself, so that no writer has to wait for a snapshot.
    """
    counts: dict[str, Counter[str]] = {"kind": Counter(), "language": Counter()}
    unsettled = list(FailedDocument.objects.filter(index=index).values_list("record_id", flat=True))
    refused = set(unsettled)
    after = 0
    columns = ("pk", "seq", "deleted_at", "kind", "languages")
    while page := list(
        Record.objects.filter(pk__gt=after).order_by("pk").values_list(*columns)[:PAGE]
    ):
        for pk, seq, deleted_at, kind, languages in page:
            if seq is None or seq > index.position:
                unsettled.append(pk)
            elif deleted_at is None and pk not in refused:
                counts["kind"][kind] += 1
                counts["language"].update(languages)
        after = page[-1][0]
        keep()
    return counts, unsettled


def _samples(index: SearchIndex, client: Elasticsearch) -> Iterator[str]:
    """Build some documents anew and compare them with what is stored, to the last letter."""
    records = [
        record
        for record in Record.objects.live().filter(pk__in=_chosen()).defer(None)
        if record.seq is not None and record.seq <= index.position
    ]
    if not records:
        return
    fresh = {record.pk: digest(source) for record, source in _built(records)}
    answer = client.mget(index=index.name, ids=[str(pk) for pk in fresh])
    stored = {
        int(document["_id"]): digest(document["_source"])
        for document in answer["docs"]
        if document.get("found")
    }
    same = dict(Record.objects.filter(pk__in=fresh).values_list("pk", "seq"))
    seqs = {record.pk: record.seq for record in records}
    refused = set(FailedDocument.objects.filter(index=index).values_list("record_id", flat=True))
    other = [
        pk
        for pk in fresh
        if same[pk] == seqs[pk] and pk not in refused and stored.get(pk) != fresh[pk]
    ]
    if other:
        yield f"{len(other)} of {len(fresh)} sampled documents differ, among them {other[:NAMED]}"


def digest(source: Mapping[str, Any]) -> str:
    """Return the hash of a document, whichever way its keys stand."""
    text = json.dumps(source, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _chosen() -> list[int]:
    """Choose records evenly over those that live, beginning anywhere."""
    live = Record.objects.live().order_by("pk").values_list("pk", flat=True)
    step = max(live.count() // SAMPLES, 1)
    chosen = islice(live.iterator(), secrets.randbelow(step), None, step)
    return list(islice(chosen, SAMPLES * 2))


def _built(records: list[Record]) -> Iterator[tuple[Record, Mapping[str, Any]]]:
    return zip(records, documents(records), strict=True)
