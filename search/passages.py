"""The text of a record's files, in pieces, for whichever engine indexes it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from records.data import Origin
from records.models import Record
from search.models import FileState, FileText, Passage

MOST_PASSAGES = 5000
LOCAL = re.compile("/(?!/)")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePassage:
    """A piece of a file that a record names. `page` is 0 where the format has no pages.

    `number` is the primary key of its `Passage`.
    """

    number: int
    url: str
    title: str
    language: str
    page: int
    text: str


def local_files(record: Record) -> dict[str, str]:
    """Return the title of each file of this site that a record names, by its address.

    A harvested record names none: what a stranger writes must not open a file of ours.
    """
    if record.deleted_at is not None or record.origin != Origin.LOCAL:
        return {}
    return {
        str(file["url"]): str(file.get("title") or "")
        for file in record.files
        if LOCAL.match(str(file.get("url") or ""))
    }


def passages_of(records: Iterable[Record]) -> Mapping[int, list[FilePassage]]:
    """Return the passages of each record that has any, by its primary key. Two queries.

    In the order of the record's files and of their pages; at most `MOST_PASSAGES` a record.
    A passage has up to 1,600 characters, so ask for few records at a time.
    """
    named = {record.pk: local_files(record) for record in records}
    texts = _texts(set().union(*named.values()))
    pieces = _pieces(text.pk for text in texts.values())
    found: dict[int, list[FilePassage]] = {}
    for record, files in named.items():
        passages = [
            FilePassage(
                number=number,
                url=url,
                title=title,
                language=texts[url].language,
                page=page,
                text=text,
            )
            for url, title in files.items()
            if url in texts
            for number, page, text in pieces[texts[url].pk]
        ]
        if passages:
            found[record] = passages[:MOST_PASSAGES]
    return found


def _texts(urls: set[str]) -> dict[str, FileText]:
    if not urls:
        return {}
    return {text.url: text for text in FileText.objects.filter(url__in=urls, state=FileState.READ)}


def _pieces(files: Iterable[int]) -> Mapping[int, list[tuple[int, int, str]]]:
    pieces: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    wanted = list(files)
    if wanted:
        rows = Passage.objects.filter(file__in=wanted).order_by("file", "number")
        columns = rows.values_list("file", "pk", "page", "text")
        for file, number, page, text in columns.iterator():
            pieces[file].append((number, page, text))
    return pieces
