"""Choosing terms in a form."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.utils.translation import get_language, gettext_lazy as _

from vocabularies.tree import Node, tree, unlabelled

KEPT_SALT = "vocabularies.forms.kept"


class ChosenTerms(list[str]):
    """Identifiers as submitted. `kept` are those that the form itself offered to keep."""

    kept: frozenset[str] = frozenset()


class TermsWidget(forms.Widget):
    """Checkboxes, indented by the hierarchy, with a filter when there is JavaScript.

    Values that are no longer used or not known stay in the list with a mark, so that
    saving a form loses nothing.
    """

    template_name = "vocabularies/widgets/terms.html"
    use_fieldset = True

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["vocabularies/terms.css"]}
        js: ClassVar[list[str]] = ["vocabularies/terms.js"]

    def __init__(self, attrs: dict[str, Any] | None = None, *, scheme: str = "") -> None:
        super().__init__(attrs)
        self.scheme = scheme

    def id_for_label(self, id_: str | None, index: str | None = None) -> str:  # noqa: ARG002
        """No single control is the one that the label names."""
        return ""

    def value_omitted_from_data(self, *_args: Any) -> bool:
        """Unchecked boxes send nothing: absence is a value."""
        return False

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str  # noqa: ARG002
    ) -> ChosenTerms:  # fmt: skip
        """Return what is checked."""
        chosen = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        values = ChosenTerms(dict.fromkeys(map(str, chosen)))
        values.kept = _signed(data.get(f"{name}-kept"))
        return values

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the options: the tree, then values that it no longer has."""
        context = super().get_context(name, value, attrs)
        chosen = [str(item) for item in value or ()]
        nodes = tree(self.scheme, get_language() or "en")
        known = {node.identifier for node in nodes}
        unknown = [identifier for identifier in chosen if identifier not in known]
        prefix = context["widget"]["attrs"].get("id") or f"id_{name}"
        context["widget"]["options"] = [
            _option(node, node.identifier in chosen, f"{prefix}_{place}")
            for place, node in enumerate([*nodes, *map(_unknown, unknown)])
            if node.identifier in chosen or not node.deprecated
        ]
        context["widget"]["unknown"] = unknown
        context["widget"]["kept"] = signing.dumps(unknown, salt=KEPT_SALT) if unknown else ""
        return context


class TermsField(forms.Field):
    """Several terms of one vocabulary; cleans to a list of identifiers in its order."""

    widget = TermsWidget
    default_error_messages: ClassVar[dict[str, Any]] = {
        "unknown": _("“%(value)s” is not a term of this vocabulary. Choose from the list."),
    }

    def __init__(self, *, scheme: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.scheme = scheme
        self.widget.scheme = scheme

    def to_python(self, value: Any) -> list[str]:
        """Order the chosen terms as the vocabulary does; what it does not know comes last."""
        chosen = list(dict.fromkeys(value or ()))
        order = [node.identifier for node in tree(self.scheme, "en")]
        unknown = [identifier for identifier in chosen if identifier not in set(order)]
        for identifier in unknown:
            if identifier not in getattr(value, "kept", ()):
                raise forms.ValidationError(
                    self.error_messages["unknown"], code="unknown", params={"value": identifier}
                )
        return [*(identifier for identifier in order if identifier in set(chosen)), *unknown]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Order makes no difference."""
        return set(initial or ()) != set(data or ())


def _option(node: Node, checked: bool, id_: str) -> dict[str, Any]:
    return {"node": node, "checked": checked, "id": id_}


def _unknown(identifier: str) -> Node:
    return Node(
        identifier=identifier, key=identifier, notation="", label=unlabelled(identifier),
        english="", depth=0, deprecated=True,
    )  # fmt: skip


def _signed(text: Any) -> frozenset[str]:
    try:
        values: Iterable[str] = signing.loads(str(text or ""), salt=KEPT_SALT)
    except signing.BadSignature:
        return frozenset()
    return frozenset(values)
