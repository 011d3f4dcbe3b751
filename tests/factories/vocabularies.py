"""Terms for tests."""

from vocabularies.models import LabelKind, RelationType, Scheme, Term, TermLabel, TermRelation


def make_scheme(key: str = "topics", **fields: object) -> Scheme:
    """A vocabulary, made once."""
    defaults = {"titles": {"en": key.title()}} | fields
    return Scheme.objects.get_or_create(key=key, defaults=defaults)[0]


def make_term(identifier: str, *broader: Term, **labels: str) -> Term:
    """A term "scheme:key" with a preferred label per language (zh_hans="…")."""
    scheme, _, key = identifier.partition(":")
    term = Term.objects.create(scheme=make_scheme(scheme), key=key)
    for language, text in labels.items():
        TermLabel.objects.create(term=term, language=language.replace("_", "-"), text=text)
    for above in broader:
        TermRelation.objects.create(source=term, target=above, type=RelationType.BROADER)
    return term


def add_alternative(term: Term, language: str, text: str) -> TermLabel:
    """Another label of the term."""
    return TermLabel.objects.create(
        term=term, language=language, text=text, kind=LabelKind.ALTERNATIVE
    )
