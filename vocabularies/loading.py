"""Storing a parsed vocabulary: compares it with the database and writes the difference.

Bulk statements, so a few hundred terms with labels in six languages take a second or two.
Runs inside the caller's transaction and announces nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from vocabularies.hierarchy import find_cycle
from vocabularies.importers.parsed import ParsedScheme, ParsedTerm, RecordError
from vocabularies.label_loading import load_definitions, load_labels
from vocabularies.labels import canonical
from vocabularies.models import RelationType, Scheme, Term, TermAlias, TermMatch, TermRelation

COPIED = ("notation", "uri")


@dataclass(slots=True)
class LoadReport:
    """What a load did. `changed` are identifiers, old keys included."""

    scheme: str
    read: int = 0
    created: int = 0
    updated: int = 0
    renamed: int = 0
    deprecated: int = 0
    changed: set[str] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)

    @property
    def unchanged(self) -> int:
        """Terms of the file that were there just so."""
        return self.read - self.created - self.updated


class Loading:
    """One load of one vocabulary."""

    def __init__(
        self, scheme: str, parsed: ParsedScheme, *, complete: bool, only_missing: bool = False
    ) -> None:
        self.parsed = parsed
        self.complete = complete
        self.only_missing = only_missing
        self.report = LoadReport(scheme, read=len(parsed.terms))
        self.scheme = self._scheme(scheme)
        self.terms = {term.key: term for term in Term.objects.filter(scheme=self.scheme)}
        self.aliases = {
            alias.key: alias.term_id for alias in TermAlias.objects.filter(scheme=self.scheme)
        }
        # What each term of the file is here.
        self.found: dict[str, Term] = {}
        self.created: set[str] = set()

    def run(self) -> LoadReport:
        """Write the difference; RecordError when the file contradicts the vocabulary."""
        self._recognise()
        self._create()
        self._update()
        pairs = [(self.found[item.key], item) for item in self.parsed.terms]
        self._touch(load_labels(pairs, complete=self.complete, only_missing=self.only_missing))
        self._touch(load_definitions(pairs))
        self._touch(self._load_aliases(pairs))
        self._touch(self._load_matches(pairs))
        self._touch(self._load_relations(pairs))
        self._refuse_cycles()
        if self.complete:
            self._deprecate_others()
        identifiers = {self.found[item.key].identifier for item in self.parsed.terms}
        self.report.created = len(self.created)
        self.report.updated = len((self.report.changed & identifiers) - self.created)
        Term.objects.filter(pk__in=[term.pk for term in self.found.values()]).update(
            last_seen=timezone.now()
        )
        return self.report

    def _touch(self, identifiers: Iterable[str]) -> None:
        self.report.changed |= set(identifiers)

    def _scheme(self, key: str) -> Scheme:
        scheme = Scheme.objects.filter(key=key).first() or Scheme(key=key)
        before = (dict(scheme.titles), dict(scheme.descriptions), scheme.uri, scheme.source)
        settings = (scheme.licence, scheme.order, scheme.alphabetical)
        scheme.titles = {**scheme.titles, **self.parsed.titles}
        scheme.descriptions = {**scheme.descriptions, **self.parsed.descriptions}
        for name in ("uri", "source", "licence"):
            setattr(scheme, name, getattr(self.parsed, name) or getattr(scheme, name))
        for name in ("order", "alphabetical"):
            if getattr(self.parsed, name) is not None:
                setattr(scheme, name, getattr(self.parsed, name))
        after = (scheme.titles, scheme.descriptions, scheme.uri, scheme.source)
        if not scheme.pk or before != after or settings != (
            scheme.licence, scheme.order, scheme.alphabetical,
        ):  # fmt: skip
            scheme.full_clean(exclude=["titles", "descriptions"])
            scheme.save()
        return scheme

    def _recognise(self) -> None:
        by_pk = {term.pk: term for term in self.terms.values()}
        # Other systems write keys in another case ("fj").
        by_case = {key.casefold(): term for key, term in self.terms.items()}
        taken: dict[int, str] = {}
        keys = {item.key for item in self.parsed.terms}
        for item in self.parsed.terms:
            term = self.terms.get(item.key) or by_pk.get(self.aliases.get(item.key, 0))
            term = term or by_case.get(item.key.casefold()) or self._renamed(item, keys)
            if term is None:
                if not item.labels:
                    raise RecordError(f"{item.key!r} is not known and has no label", item.where)
                continue
            if term.pk in taken:
                raise RecordError(f"it is the same term as {taken[term.pk]!r} here", item.where)
            taken[term.pk] = item.key
            self.found[item.key] = term

    def _renamed(self, item: ParsedTerm, keys: set[str]) -> Term | None:
        """Give the term that has one of the aliases as its key the new key."""
        old = next((a for a in item.aliases if a in self.terms and a not in keys), None)
        if old is None:
            return None
        term = self.terms.pop(old)
        self.terms[item.key] = term
        self._touch([term.identifier])
        term.key, term.identifier = item.key, f"{self.scheme.key}:{item.key}"
        Term.objects.filter(pk=term.pk).update(key=term.key, identifier=term.identifier)
        TermAlias.objects.create(scheme=self.scheme, key=old, term=term, former=True)
        self.aliases[old] = term.pk
        self.report.renamed += 1
        self._touch([term.identifier])
        return term

    def _create(self) -> None:
        last = max((term.position for term in self.terms.values()), default=0)
        new = [
            Term(
                scheme=self.scheme, key=item.key, identifier=f"{self.scheme.key}:{item.key}",
                position=last + place, notation=item.notation, uri=item.uri,
                facts=dict(item.facts), deprecated=item.deprecated,
            )
            for place, item in enumerate(self.parsed.terms, start=1)
            if item.key not in self.found
        ]  # fmt: skip
        for term in Term.objects.bulk_create(new):
            self.terms[term.key] = self.found[term.key] = term
            self.created.add(term.identifier)
        self._touch(self.created)

    def _update(self) -> None:
        changed = []
        for place, item in enumerate(self.parsed.terms, start=1):
            term = self.found[item.key]
            wanted = self._wanted(term, item, place)
            if any(getattr(term, name) != value for name, value in wanted.items()):
                for name, value in wanted.items():
                    setattr(term, name, value)
                changed.append(term)
        fields = ["notation", "uri", "facts", "deprecated", "position", "replaced_by_id"]
        Term.objects.bulk_update(changed, [name.removesuffix("_id") for name in fields])
        self._touch(term.identifier for term in changed)

    def _wanted(self, term: Term, item: ParsedTerm, place: int) -> dict[str, object]:
        successor = self._successor(item)
        return {
            "notation": item.notation or term.notation,
            "uri": item.uri or term.uri,
            "facts": {**term.facts, **item.facts},
            "deprecated": item.deprecated or (term.deprecated and not self.complete),
            "position": place if self.complete else term.position,
            "replaced_by_id": successor.pk if successor else term.replaced_by_id,
        }

    def _successor(self, item: ParsedTerm) -> Term | None:
        if not item.replaced_by:
            return None
        successor = self._here(item.replaced_by)
        if successor is None:
            raise RecordError(f"the successor {item.replaced_by!r} is not known", item.where)
        return successor

    def _here(self, reference: str) -> Term | None:
        """Return the term of this vocabulary with this key, alias or identifier."""
        key = reference.removeprefix(f"{self.scheme.key}:")
        term = self.found.get(key) or self.terms.get(key)
        if term is None and key in self.aliases:
            pk = self.aliases[key]
            term = next((one for one in self.terms.values() if one.pk == pk), None)
        return term

    def _load_aliases(self, pairs: list[tuple[Term, ParsedTerm]]) -> set[str]:
        new, changed = [], set()
        for term, item in pairs:
            for key in dict.fromkeys((item.key, *item.aliases)):
                owner = self.terms[key].pk if key in self.terms else self.aliases.get(key)
                if owner is None:
                    self.aliases[key] = term.pk
                    new.append(TermAlias(scheme=self.scheme, key=key, term=term))
                    changed.add(term.identifier)
                elif owner != term.pk:
                    self._warn(item, f"the alias {key!r} belongs to another term")
        TermAlias.objects.bulk_create(new)
        return changed

    def _load_matches(self, pairs: list[tuple[Term, ParsedTerm]]) -> set[str]:
        known = set(
            TermMatch.objects.filter(term__scheme=self.scheme).values_list("term_id", "type", "uri")
        )
        new = [
            TermMatch(term=term, type=type_, uri=uri)
            for term, item in pairs
            for type_, uri in dict.fromkeys(item.matches)
            if (term.pk, type_, uri) not in known
        ]
        TermMatch.objects.bulk_create(new)
        return {match.term.identifier for match in new}

    def _load_relations(self, pairs: list[tuple[Term, ParsedTerm]]) -> set[str]:
        """Add what the file says; what it says of a term replaces what was said before, per
        type and vocabulary of the target.
        """  # noqa: D205
        targets = self._targets(pairs)
        rows = {
            (row.source_id, row.type, row.target_id): row
            for row in TermRelation.objects.filter(source__scheme=self.scheme).select_related(
                "target"
            )
        }
        wanted: dict[tuple[int, str, int], Term] = {}
        said: set[tuple[int, str, int]] = set()
        changed, new = set(), []
        for term, item in pairs:
            for type_, references in self._references(item):
                for reference in references:
                    target = targets.get(reference)
                    if target is None:
                        self._warn(item, f"the {type_} term {reference!r} is not known")
                    elif target.pk == term.pk:
                        raise RecordError("the term is related to itself", item.where)
                    else:
                        wanted[term.pk, type_, target.pk] = term
                        said.add((term.pk, type_, target.scheme_id))
        for key, term in wanted.items():
            if key not in rows:
                new.append(TermRelation(source=term, type=key[1], target_id=key[2]))
                changed.add(term.identifier)
        by_pk = {term.pk: term for term, _ in pairs}
        gone = [
            row
            for key, row in rows.items()
            if key not in wanted
            and (row.source_id, row.type, row.target.scheme_id) in said
            and not self.only_missing
        ]
        TermRelation.objects.filter(pk__in=[row.pk for row in gone]).delete()
        TermRelation.objects.bulk_create(new)
        return changed | {by_pk[row.source_id].identifier for row in gone}

    def _references(self, item: ParsedTerm) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return ((RelationType.BROADER, item.broader), (RelationType.RELATED, item.related))

    def _targets(self, pairs: list[tuple[Term, ParsedTerm]]) -> dict[str, Term]:
        """Return the terms that the file refers to, here and in other vocabularies."""
        references = {ref for _, item in pairs for ref in (*item.broader, *item.related)}
        found = {ref: term for ref in references if (term := self._here(ref))}
        others = references - found.keys()
        in_use = canonical(others)
        terms = {term.identifier: term for term in Term.objects.identified_by(in_use.values())}
        return found | {ref: terms[identifier] for ref, identifier in in_use.items()}

    def _refuse_cycles(self) -> None:
        edges: dict[str, list[str]] = {}
        rows = TermRelation.objects.filter(type=RelationType.BROADER)
        for below, above in rows.values_list("source__identifier", "target__identifier"):
            edges.setdefault(below, []).append(above)
        cycle = find_cycle(edges)
        if cycle:
            raise RecordError(f"these terms are each below the other: {' → '.join(cycle)}")

    def _deprecate_others(self) -> None:
        seen = {term.pk for term in self.found.values()}
        gone = [term for term in self.terms.values() if term.pk not in seen and not term.deprecated]
        Term.objects.filter(pk__in=[term.pk for term in gone]).update(deprecated=True)
        self.report.deprecated = len(gone)
        self._touch(term.identifier for term in gone)

    def _warn(self, item: ParsedTerm, reason: str) -> None:
        self.report.warnings.append(f"{item.where}: {reason}")
