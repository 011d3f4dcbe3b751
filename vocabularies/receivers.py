"""Single changes (the admin, factories) announce themselves; loaders write in bulk and announce once."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from vocabularies.announcing import announce
from vocabularies.models import Term, TermAlias, TermLabel, TermNote, TermRelation


@receiver([post_save, post_delete], sender=Term)
def on_term_changed(instance: Term, **kwargs: Any) -> None:
    """A term was added, deprecated, replaced or removed."""
    announce([instance.identifier])


@receiver([post_save, post_delete], sender=TermLabel)
@receiver([post_save, post_delete], sender=TermNote)
@receiver([post_save, post_delete], sender=TermAlias)
@receiver([post_save, post_delete], sender=TermRelation)
def on_part_changed(
    instance: TermLabel | TermNote | TermAlias | TermRelation, **kwargs: Any
) -> None:
    """A label, definition, alias or relation of a term changed."""
    term = instance.source if isinstance(instance, TermRelation) else instance.term
    announce([term.identifier])
