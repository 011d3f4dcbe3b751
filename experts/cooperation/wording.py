"""Reasons in the reader's words: “Coral reefs, verified; worked in Fiji; speaks French”."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from experts.matching.data import Misfit, Obstacle, Part
from vocabularies.labels import Label, labels_for

SCHEMES = {Part.PLACE: "countries", Part.LANGUAGE: "languages"}
Phrases = Mapping[tuple[str, str], str | Promise]

PHRASES: Phrases = {
    (Part.TOPIC, "verified"): gettext_lazy("%(term)s, verified"),
    (Part.TOPIC, "document"): gettext_lazy("%(term)s, shown by a document"),
    (Part.TOPIC, "answer"): gettext_lazy("%(term)s, shown by answers"),
    (Part.TOPIC, "peer"): gettext_lazy("%(term)s, confirmed by a colleague"),
    (Part.TOPIC, "orcid"): gettext_lazy("%(term)s, shown by ORCID"),
    (Part.TOPIC, "self"): gettext_lazy("%(term)s, own statement"),
    (Part.PLACE, "home"): gettext_lazy("lives in %(term)s"),
    (Part.PLACE, "worked"): gettext_lazy("worked in %(term)s"),
    (Part.PLACE, "near"): gettext_lazy("knows a neighbour: %(term)s"),
    (Part.PLACE, "region"): gettext_lazy("knows the region: %(term)s"),
    (Part.LANGUAGE, ""): gettext_lazy("speaks %(term)s"),
    (Part.LANGUAGE, "working"): gettext_lazy("has working knowledge of %(term)s"),
    (Part.HELP, ""): gettext_lazy("offers: %(term)s"),
    (Part.ANSWER, "busy"): gettext_lazy("takes few requests now"),
    (Part.ANSWER, "waiting"): gettext_lazy("has other invitations to answer"),
}
OBSTACLES: Mapping[Obstacle, str | Promise] = {
    Obstacle.LANGUAGE: gettext_lazy("does not speak %(term)s"),
    Obstacle.SELF: gettext_lazy("wrote the request"),
    Obstacle.SAME_ORGANIZATION: gettext_lazy("belongs to the same organization"),
    Obstacle.EXCLUDED: gettext_lazy("belongs to an organization that is left out"),
    Obstacle.BLOCKED: gettext_lazy("cannot be asked"),
    Obstacle.CLOSED: gettext_lazy("takes no requests now"),
    Obstacle.NO_TOPIC: gettext_lazy("shows none of the subjects"),
}


def identifier_of(part: str, term: str) -> str:
    """The term as an identifier: countries and languages are stored as codes."""
    scheme = SCHEMES.get(Part(part))
    return f"{scheme}:{term}" if scheme else term


def labels_of(reasons: Iterable[Sequence[Mapping[str, Any]]], language: str) -> dict[str, Label]:
    """The labels of all terms in many lists of reasons: one look-up."""
    terms = {
        identifier_of(reason["part"], reason["term"])
        for each in reasons
        for reason in each
        if reason["term"]
    }
    return labels_for(terms, language) if terms else {}


def words(reasons: Sequence[Mapping[str, Any]], labels: Mapping[str, Label]) -> list[str]:
    """Stored reasons in the reader's language; what nobody knows any more is left out."""
    found = []
    for reason in reasons:
        phrase = PHRASES.get((reason["part"], reason["note"]))
        identifier = identifier_of(reason["part"], reason["term"])
        if phrase is None or (reason["term"] and identifier not in labels):
            continue
        found.append(str(phrase) % {"term": labels[identifier] if reason["term"] else ""})
    return found


def sentence(phrases: Sequence[str]) -> str:
    """Reasons in one line that begins with a capital letter."""
    line = _("; ").join(phrases)
    return line[:1].upper() + line[1:]


def obstacle_words(misfit: Misfit, labels: Mapping[str, Label]) -> str:
    """Why somebody is not suggested."""
    label = labels.get(f"languages:{misfit.term}")
    return str(OBSTACLES[misfit.obstacle]) % {"term": label or misfit.term}
