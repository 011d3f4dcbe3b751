"""Storing the texts of a parsed vocabulary: labels and definitions.

Wording has a rank: official, then local, then machine. A file replaces wording of its own
rank or below, and never what was written on this site. `only_missing` leaves every
preferred label that is there.
"""

from collections.abc import Sequence

from vocabularies.folding import fold
from vocabularies.importers.parsed import ParsedLabel, ParsedTerm
from vocabularies.models import LabelKind, LabelSource, Term, TermLabel, TermNote

RANK = {LabelSource.OFFICIAL.value: 3, LabelSource.LOCAL.value: 2, LabelSource.MACHINE.value: 1}

Pairs = Sequence[tuple[Term, ParsedTerm]]


class _Labels:
    """The labels of the terms of one load, and what is to be written."""

    def __init__(self, pairs: Pairs, *, only_missing: bool) -> None:
        self.only_missing = only_missing
        self.rows: dict[int, list[TermLabel]] = {term.pk: [] for term, _ in pairs}
        for row in TermLabel.objects.filter(term__in=list(self.rows)):
            self.rows[row.term_id].append(row)
        self.new: list[TermLabel] = []
        self.changed: list[TermLabel] = []
        self.gone: list[int] = []

    def put(self, term: Term, label: ParsedLabel) -> bool:
        """Make the label exist; returns whether anything changed."""
        if label.kind == LabelKind.PREFERRED:
            return self._prefer(term, label)
        return self._add(term, label.language, label.text, label.kind, label.source)

    def _prefer(self, term: Term, label: ParsedLabel) -> bool:
        row = next(
            (
                row
                for row in self.rows[term.pk]
                if row.kind == LabelKind.PREFERRED and row.language == label.language
            ),
            None,
        )
        if row is None:
            self._append(term, label.language, label.text, LabelKind.PREFERRED, label.source)
            return True
        if self.only_missing or row.pinned or RANK[row.source] > RANK[label.source]:
            return False
        if (row.text, row.source) == (label.text, label.source):
            return False
        former, source = row.text, row.source
        row.text, row.folded, row.source = label.text, fold(label.text), label.source
        if row not in self.new:
            self.changed.append(row)
        if fold(former) != row.folded:
            self._add(term, label.language, former, LabelKind.ALTERNATIVE, source)
        return True

    def _add(self, term: Term, language: str, text: str, kind: str, source: str) -> bool:
        known = {(row.language, row.text) for row in self.rows[term.pk]}
        if (language, text) in known:
            return False
        self._append(term, language, text, kind, source)
        return True

    def _append(self, term: Term, language: str, text: str, kind: str, source: str) -> None:
        row = TermLabel(
            term=term, language=language, text=text, kind=kind, source=source, folded=fold(text)
        )
        self.rows[term.pk].append(row)
        self.new.append(row)

    def drop_others(self, term: Term, item: ParsedTerm) -> bool:
        """Drop alternatives of the file's own rank that it no longer has."""
        sources = {label.source for label in item.labels}
        kept = {(label.language, label.text) for label in item.labels}
        gone = [
            row.pk
            for row in self.rows[term.pk]
            if row.pk
            and row.kind != LabelKind.PREFERRED
            and not row.pinned
            and row.source in sources
            and (row.language, row.text) not in kept
        ]
        self.gone += gone
        return bool(gone)

    def write(self) -> None:
        """Three statements."""
        TermLabel.objects.filter(pk__in=self.gone).delete()
        TermLabel.objects.bulk_update(self.changed, ["text", "folded", "source"])
        TermLabel.objects.bulk_create(self.new)


def load_labels(pairs: Pairs, *, complete: bool, only_missing: bool) -> set[str]:
    """Write the labels; returns the identifiers of the terms that changed."""
    labels = _Labels(pairs, only_missing=only_missing)
    changed = set()
    for term, item in pairs:
        for label in item.labels:
            if labels.put(term, label):
                changed.add(term.identifier)
        if complete and labels.drop_others(term, item):
            changed.add(term.identifier)
    labels.write()
    return changed


def load_definitions(pairs: Pairs) -> set[str]:
    """Write the definitions; returns the identifiers of the terms that changed."""
    rows = {
        (row.term_id, row.language): row
        for row in TermNote.objects.filter(term__in=[term.pk for term, _ in pairs])
    }
    new, changed, identifiers = [], [], set()
    for term, item in pairs:
        for language, text in item.definitions.items():
            row = rows.get((term.pk, language))
            if row is None:
                new.append(
                    TermNote(term=term, language=language, text=text, source=item.definition_source)
                )
            elif row.text == text or row.pinned or RANK[row.source] > RANK[item.definition_source]:
                continue
            else:
                row.text, row.source = text, item.definition_source
                changed.append(row)
            identifiers.add(term.identifier)
    TermNote.objects.bulk_create(new)
    TermNote.objects.bulk_update(changed, ["text", "source"])
    return identifiers
