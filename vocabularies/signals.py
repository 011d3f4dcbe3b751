"""What the vocabularies announce."""

from django.dispatch import Signal

# Sent inside the writer's transaction with `identifiers`, the set of the terms whose labels,
# place or state changed; aliases that were once keys are among them.
terms_changed = Signal()
