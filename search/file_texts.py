"""Files that records name: which wait, who reads them, what became of them.

A record's rows in `FileUse` change with the record. Everything else is late and safe to
repeat: files that nobody knew are written down, waiting ones read, forgotten ones removed.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from records.files import LocalFile, local_file, text_changed
from records.models import Record
from search.analysis.guessing import guess_language
from search.engines.embedded import passage_writing
from search.extraction.cutting import passages
from search.extraction.limits import Limits
from search.extraction.process import Reading, read
from search.models import FileState, FileText, FileUse, Passage
from search.passages import local_files

logger = logging.getLogger(__name__)

HELD = timedelta(minutes=10)
MOST_TRIES = 3
LONGEST_URL = 500
ASKED_RECORDS = 5
SAMPLE_PASSAGES = 12
BATCH = 500


def follow(records: Sequence[Record]) -> None:
    """Write down which files these records name, in the transaction that writes them."""
    wanted = {
        (record.pk, url)
        for record in records
        for url in local_files(record)
        if len(url) <= LONGEST_URL
    }
    rows = FileUse.objects.filter(record__in=[record.pk for record in records])
    present = {(record, url): pk for pk, record, url in rows.values_list("pk", "record", "url")}
    stale = [pk for pair, pk in present.items() if pair not in wanted]
    if stale:
        FileUse.objects.filter(pk__in=stale).delete()
    missing = sorted(wanted - present.keys())
    FileUse.objects.bulk_create([FileUse(record_id=pk, url=url) for pk, url in missing])


def discover() -> int:
    """Let files wait that are named and not known; returns how many."""
    known = FileText.objects.filter(url=OuterRef("url"))
    urls = FileUse.objects.filter(~Exists(known)).values_list("url", flat=True).distinct()
    new = sorted(urls)
    FileText.objects.bulk_create([FileText(url=url) for url in new], ignore_conflicts=True)
    return len(new)


def remove_unnamed() -> int:
    """Remove the text of files that no record names any more; returns how many."""
    named = FileUse.objects.filter(url=OuterRef("url"))
    removed = 0
    for file in FileText.objects.filter(~Exists(named)).order_by("pk").iterator():
        with transaction.atomic():
            _remove_passages(file)
            file.delete()
        removed += 1
    return removed


def claim(limit: int) -> list[int]:
    """Take up to `limit` waiting files that nobody reads; they are held for ten minutes."""
    now = timezone.now()
    free = Q(held_until__isnull=True) | Q(held_until__lt=now)
    with transaction.atomic():
        waiting = FileText.objects.select_for_update(skip_locked=True).filter(
            free, state=FileState.WAITING
        )
        taken = list(waiting.order_by("tries", "pk").values_list("pk", flat=True)[:limit])
        FileText.objects.filter(pk__in=taken).update(held_until=now + HELD)
    return taken


def read_file(pk: int, *, limits: Limits | None = None) -> None:
    """Read a claimed file and store what was read; what happens to the reader is written down.

    A try counts before it begins: a file that kills its worker is not read for ever.
    """
    FileText.objects.filter(pk=pk, state=FileState.WAITING).update(tries=F("tries") + 1)
    text = FileText.objects.filter(pk=pk, state=FileState.WAITING).first()
    if text is None:
        return
    if text.tries > MOST_TRIES:
        _store(text, "", Reading(state=FileState.BROKEN, error="Three readers did not return."))
        return
    try:
        file = local_file(text.url)
        if file is None:
            _store(text, "", Reading(state=FileState.MISSING))
        else:
            _store(text, file.version, read(file.open(), file.name, limits or Limits()), file)
    except FileNotFoundError:
        _store(text, "", Reading(state=FileState.MISSING))
    except Exception as error:
        # The storage is away, or somebody's library failed: another try, when it is free again.
        logger.exception("The file %s could not be fetched", text.url)
        FileText.objects.filter(pk=pk).update(error=f"{type(error).__name__}: {error}"[:500])


def look_again(urls: Iterable[str]) -> int:
    """Let files wait again whose content has changed or is gone; returns how many.

    What was read of them is removed at once.
    """
    changed = 0
    for text in FileText.objects.filter(url__in=list(urls)).exclude(state=FileState.WAITING):
        try:
            file = local_file(text.url)
        except OSError:
            file = None
        if text.version != (file.version if file else ""):
            wait(text)
            changed += 1
    return changed


def wait(text: FileText) -> None:
    """Forget what was read of a file and let it wait."""
    with transaction.atomic():
        _remove_passages(text)
        FileText.objects.filter(pk=text.pk).update(
            state=FileState.WAITING,
            version="",
            tries=0,
            held_until=None,
            error="",
            pages=0,
            cut=False,
        )
        text_changed(_records_naming(text.url), narrowed=True)


def check_all() -> int:
    """Compare every file with what was read of it, whatever was missed; returns how many wait."""
    last = changed = 0
    while rows := list(
        FileText.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "url")[:BATCH]
    ):
        last = rows[-1][0]
        changed += look_again(url for _pk, url in rows)
    return changed


def follow_all() -> None:
    """Write down again which files the records name, whatever was missed."""
    last = 0
    while records := list(
        Record.objects.filter(pk__gt=last).exclude(files=[]).order_by("pk")[:BATCH]
    ):
        last = records[-1].pk
        with transaction.atomic():
            locked = Record.objects.select_for_update().filter(pk__in=[row.pk for row in records])
            follow(list(locked))


def _store(text: FileText, version: str, reading: Reading, file: LocalFile | None = None) -> None:
    """Replace what is known of a file, unless it has changed or was claimed again meanwhile."""
    cut = list(passages(reading.texts))
    state = FileState(reading.state) if reading.state in FileState.values else FileState.BROKEN
    if state == FileState.READ and not cut:
        state = FileState.EMPTY
    language = _language(text.url, cut, file)
    with transaction.atomic():
        held = FileText.objects.select_for_update().filter(
            pk=text.pk, state=FileState.WAITING, held_until=text.held_until
        )
        if not held:
            return
        _remove_passages(text)
        stored = Passage.objects.bulk_create(
            [
                Passage(file=text, number=number, page=page, text=piece)
                for number, (page, piece) in enumerate(cut)
            ],
            batch_size=BATCH,
        )
        if settings.CHM_SEARCH_EMBEDDED:
            passage_writing.write(stored, language)
        text.state, text.version, text.language = state, version, language
        text.pages, text.cut, text.error = reading.pages, reading.cut, reading.error
        text.held_until, text.read = None, timezone.now()
        text.save()
        if stored:
            text_changed(_records_naming(text.url), narrowed=False)


def _remove_passages(text: FileText) -> None:
    if settings.CHM_SEARCH_EMBEDDED:
        passage_writing.remove(text)
    Passage.objects.filter(file=text).delete()


def _records_naming(url: str) -> list[int]:
    return list(FileUse.objects.filter(url=url).values_list("record", flat=True).distinct())


def _language(url: str, cut: Sequence[tuple[int, str]], file: LocalFile | None) -> str:
    """Return what the keeper says, else what the text tells, else what a record says."""
    if not cut:
        return ""
    if file is not None and file.language:
        return file.language
    naming = Record.objects.filter(pk__in=_records_naming(url)[:ASKED_RECORDS])
    said: list[str] = []
    spoken: list[str] = []
    for files, languages, default in naming.values_list("files", "languages", "default_language"):
        said += [str(row.get("language") or "") for row in files if row.get("url") == url]
        spoken += [default, *languages]
    candidates = [code for code in (*said, *spoken, *dict(settings.LANGUAGES)) if code]
    sample = " ".join(piece for _page, piece in cut[:SAMPLE_PASSAGES])
    return guess_language(sample, candidates) or next(iter(candidates))
