"""Keeps the index of passages up to date, in the transaction that stores them."""

from collections.abc import Sequence

from search.engines.embedded.dialect import passage_store
from search.engines.embedded.documents import passage_columns
from search.engines.embedded.stores import TextRow
from search.models import FileState, FileText, IndexLanguage, Passage

CHUNK = 500


def write(passages: Sequence[Passage], language: str) -> None:
    """Index passages that are not there yet."""
    store = passage_store()
    for start in range(0, len(passages), CHUNK):
        store.write(
            [
                TextRow(passage.pk, passage_columns(passage.text, language))
                for passage in passages[start : start + CHUNK]
            ]
        )
    if passages and not IndexLanguage.objects.filter(code=language).exists():
        IndexLanguage.objects.create(code=language)


def remove(file: FileText) -> None:
    """Take the passages of a file out of the index, before they are deleted."""
    passage_store().remove(list(file.passages.values_list("pk", flat=True)))


def rebuild() -> None:
    """Index the passages of every file again."""
    for file in FileText.objects.filter(state=FileState.READ).order_by("pk").iterator():
        remove(file)
        write(list(file.passages.order_by("number")), file.language)
