"""Choosing one term in a form, in the reader's language."""

from collections.abc import Callable

from django.utils.translation import get_language, gettext as _

from vocabularies.tree import tree

INDENT = "\u2003"
Choices = list[tuple[str, str]]


def term_choices(scheme: str, *, bare: bool = False) -> Callable[[], Choices]:
    """Return what gives the choices of a vocabulary when the form is drawn.

    Values are identifiers, or keys alone when `bare`.
    """

    def choices() -> Choices:
        nodes = [node for node in tree(scheme, get_language() or "en") if not node.deprecated]
        return [
            ("", _("Choose from the list")),
            *(
                (node.key if bare else node.identifier, f"{INDENT * node.depth}{node.label.text}")
                for node in nodes
            ),
        ]

    return choices
