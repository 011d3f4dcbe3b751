"""Records as rows of a table: what CSV and XLSX have in common."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from records.citation import authors, doi_url, one_line
from records.models import Record
from records.presentation import date_texts, url_for
from records.registry import has_kind, kind
from records.representation import absolute
from vocabularies.labels import Label, labels_for

COLUMNS: Sequence[str | Promise] = (
    _("Identifier"), _("Type"), _("Title"), _("Language of the title"), _("Summary"),
    _("Date"), _("End"), _("Countries"), _("Topics and targets"), _("Terms"), _("Languages"),
    _("Authors"), _("Publisher"), _("Licence"), _("Source"), _("DOI"), _("Address"),
    _("Permanent address"),
)  # fmt: skip
# What a spreadsheet takes for a formula (OWASP), the wide forms of East Asian keyboards too.
FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n]")
# What neither XML nor a spreadsheet can hold.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_000
SEPARATOR = "; "


def table_rows(records: Sequence[Record], language: str) -> list[list[str]]:
    """Return one row of safe cells per record, in the order of `COLUMNS`.

    One look-up of labels for all. The active language names the kinds.
    """
    identifiers = {
        identifier
        for record in records
        for identifier in (*record.terms, *(f"countries:{code}" for code in record.countries))
    }
    labels = labels_for(identifiers, language) if identifiers else {}
    return [[safe_cell(value) for value in _values(record, language, labels)] for record in records]


def safe_cell(text: str) -> str:
    """Return the text in one line that no spreadsheet takes for a formula, cut if endless."""
    line = one_line(FORBIDDEN.sub("", text))[:LONGEST_CELL]
    return f"'{line}" if FORMULA.match(line) else line


def _values(record: Record, language: str, labels: Mapping[str, Label]) -> list[str]:
    title, title_language = record.text_in("titles", language)
    summary, _summary_language = record.text_in("summaries", language)
    base = settings.WAGTAILADMIN_BASE_URL
    return [
        str(record.uid),
        str(kind(record.kind).label) if has_kind(record.kind) else record.kind,
        title,
        title_language,
        summary,
        date_texts(record, language)[1],
        record.end.isoformat() if record.end else "",
        _labelled((f"countries:{code}" for code in record.countries), labels),
        _labelled(record.terms, labels),
        SEPARATOR.join(record.terms),
        SEPARATOR.join(record.languages),
        SEPARATOR.join(authors(record)),
        record.publisher,
        record.licence,
        record.source_title or record.source,
        doi_url(record),
        absolute(url_for(record, language), base),
        f"{base}/id/{record.uid}",
    ]


def _labelled(identifiers: Iterable[str], labels: Mapping[str, Label]) -> str:
    return SEPARATOR.join(
        labels[identifier].text if identifier in labels else identifier.partition(":")[2]
        for identifier in identifiers
    )
