"""What an editor should look at before a page is published. Advice, never a refusal."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _, ngettext

from cms.plaintext import html_to_text

LONGEST_SENTENCE = 30
LONGEST_SUMMARY = 60
SENTENCE_END = re.compile(r"(?<=[.!?…؟])\s+|\n+")
# Written without spaces between words: counting words says nothing.
UNSPACED = frozenset({"zh-hans"})


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to improve, in the editor's words."""

    key: str
    text: str


def check_page(page: Any) -> list[Advice]:
    """All advice on a page as it is stored in this revision."""
    return [advice for check in CHECKS for advice in check(page)]


def check_summary(page: Any) -> Iterator[Advice]:
    """A page without a summary looks bare in lists."""
    words = len(page.summary.split())
    if not words:
        yield Advice("summary", _("Write a summary: lists and search results show it."))
    elif words > LONGEST_SUMMARY:
        yield Advice("summary", _("Shorten the summary to two or three sentences."))


def check_terms(page: Any) -> Iterator[Advice]:
    """A page without terms is found only by its words, in its own language."""
    if page.term_fields and not any(getattr(page, name) for name in page.term_fields):
        yield Advice(
            "terms", _("Choose terms: people find the page through them in every language.")
        )


def check_pictures(page: Any) -> Iterator[Advice]:
    """Pictures need a description, or the word that they are decoration."""
    missing = sum(
        1
        for value in block_values(page, "image")
        if value.get("image") and not (value.get("alt_text") or value.get("decorative"))
    )
    if missing:
        text = ngettext(
            "%(count)d picture has no description for people who do not see it.",
            "%(count)d pictures have no description for people who do not see them.",
            missing,
        )
        yield Advice("pictures", text % {"count": missing})


def check_sentences(page: Any) -> Iterator[Advice]:
    """Long sentences are hard to read, and harder to translate."""
    if page.locale.language_code in UNSPACED:
        return
    long = [sentence for sentence in sentences(page) if len(sentence.split()) > LONGEST_SENTENCE]
    if long:
        text = ngettext(
            "%(count)d sentence has more than %(most)d words: “%(start)s…”",
            "%(count)d sentences have more than %(most)d words, the first: “%(start)s…”",
            len(long),
        )
        start = " ".join(long[0].split()[:8])
        yield Advice(
            "sentences", text % {"count": len(long), "most": LONGEST_SENTENCE, "start": start}
        )


def sentences(page: Any) -> Iterator[str]:
    """The sentences of summary and paragraphs."""
    texts = [page.summary, *(html_to_text(text) for text in block_values(page, "paragraph"))]
    for text in texts:
        yield from (part for part in SENTENCE_END.split(text) if part.strip())


def block_values(page: Any, name: str) -> list[Any]:
    """The stored values of the body's blocks of one type."""
    body = getattr(page, "body", None)
    return [child["value"] for child in body.raw_data if child["type"] == name] if body else []


CHECKS: tuple[Callable[[Any], Iterator[Advice]], ...] = (
    check_summary,
    check_terms,
    check_pictures,
    check_sentences,
)
