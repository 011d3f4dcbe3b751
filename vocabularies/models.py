"""Controlled vocabularies, shaped after SKOS (https://www.w3.org/TR/skos-reference/).

Content stores a term's `identifier` ("countries:FJ"), never its label. Keys are stable;
a term that is renamed keeps its old key as an alias, one that is superseded names its
successor.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from vocabularies.folding import fold
from vocabularies.querysets import TermQuerySet


class LabelSource(models.TextChoices):
    """Where the wording of a label comes from."""

    OFFICIAL = "official", _("official")
    MACHINE = "machine", _("machine translation")
    LOCAL = "local", _("local")


class LabelKind(models.TextChoices):
    """SKOS label kinds."""

    PREFERRED = "preferred", _("preferred")
    ALTERNATIVE = "alternative", _("alternative")
    HIDDEN = "hidden", _("hidden")


class RelationType(models.TextChoices):
    """SKOS relations between terms of this site."""

    BROADER = "broader", _("broader")
    RELATED = "related", _("related")


class Scheme(models.Model):
    """A vocabulary, in SKOS a concept scheme."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    titles = models.JSONField(_("titles by language"), default=dict)
    descriptions = models.JSONField(_("descriptions by language"), default=dict, blank=True)
    uri = models.URLField(_("address of the original"), blank=True)
    source = models.CharField(_("source"), max_length=255, blank=True)
    licence = models.CharField(_("licence"), max_length=255, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    alphabetical = models.BooleanField(
        _("in the order of the alphabet"),
        default=False,
        help_text=_("Sort the terms by their labels, not by their positions."),
    )
    updated = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "key"]
        verbose_name = _("vocabulary")
        verbose_name_plural = _("vocabularies")

    def __str__(self) -> str:
        return str(self.titles.get("en") or self.key)


class Term(ClusterableModel):
    """A term, in SKOS a concept. `identifier` is "scheme:key"."""

    scheme = models.ForeignKey(
        Scheme, verbose_name=_("vocabulary"), on_delete=models.CASCADE, related_name="terms"
    )
    key = models.CharField(_("key"), max_length=120)
    identifier = models.CharField(_("identifier"), max_length=190, unique=True, editable=False)
    notation = models.CharField(_("notation"), max_length=60, blank=True)
    uri = models.URLField(_("address of the original"), blank=True, max_length=500)
    position = models.PositiveIntegerField(_("position"), default=0)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    deprecated = models.BooleanField(_("no longer used"), default=False)
    replaced_by = models.ForeignKey(
        "self", verbose_name=_("replaced by"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="replaces",
    )  # fmt: skip
    last_seen = models.DateTimeField(_("last seen at the source"), null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["scheme", "position", "key"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["scheme", "key"], name="vocabularies_term_key")
        ]

    def __str__(self) -> str:
        return self.identifier

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the identifier in step with vocabulary and key."""
        self.identifier = f"{self.scheme.key}:{self.key}"
        super().save(*args, **kwargs)


class TermLabel(models.Model):
    """One label of a term in one language. `folded` is what the matcher compares."""

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(_("language"), max_length=16)
    kind = models.CharField(
        _("kind"), max_length=12, choices=LabelKind.choices, default=LabelKind.PREFERRED
    )
    source = models.CharField(
        _("source"), max_length=12, choices=LabelSource.choices, default=LabelSource.LOCAL
    )
    text = models.CharField(_("text"), max_length=500)
    pinned = models.BooleanField(
        _("written here"),
        default=False,
        help_text=_("Loading a file never changes a label that was written on this site."),
    )
    folded = models.CharField(max_length=500, editable=False, db_index=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["term", "language", "kind", "pk"]
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["term", "language"],
                condition=models.Q(kind="preferred"),
                name="vocabularies_one_preferred_label",
            ),
            models.UniqueConstraint(
                fields=["term", "language", "kind", "text"], name="vocabularies_label_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded form in step with the text."""
        self.folded = fold(self.text)
        super().save(*args, **kwargs)


class TermNote(models.Model):
    """The definition of a term in one language (skos:definition)."""

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="notes")
    language = models.CharField(_("language"), max_length=16)
    source = models.CharField(
        _("source"), max_length=12, choices=LabelSource.choices, default=LabelSource.LOCAL
    )
    text = models.TextField(_("text"))
    pinned = models.BooleanField(
        _("written here"),
        default=False,
        help_text=_("Loading a file never changes a definition that was written on this site."),
    )

    class Meta:
        verbose_name = _("definition")
        verbose_name_plural = _("definitions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["term", "language"], name="vocabularies_one_note")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class TermRelation(models.Model):
    """`source` has the broader (or related) term `target`; polyhierarchy is allowed."""

    source = ParentalKey(Term, on_delete=models.CASCADE, related_name="relations")
    target = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="inverse_relations")
    type = models.CharField(max_length=8, choices=RelationType.choices)

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["source", "target", "type"], name="vocabularies_relation_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="vocabularies_not_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.type} {self.target_id}"


class TermAlias(models.Model):
    """Another key for a term: an older one, or the key another system uses."""

    scheme = models.ForeignKey(
        Scheme, on_delete=models.CASCADE, related_name="aliases", editable=False
    )
    key = models.CharField(_("key"), max_length=190)
    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="aliases")
    former = models.BooleanField(
        _("former key of this site"),
        default=False,
        help_text=_("Content written before the key changed still carries it."),
    )

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["scheme", "key"], name="vocabularies_alias_once")
        ]

    def __str__(self) -> str:
        return self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An alias belongs to the vocabulary of its term."""
        self.scheme_id = self.term.scheme_id
        super().save(*args, **kwargs)


class TermMatch(models.Model):
    """The same or a close term in another vocabulary, by address (skos:exactMatch…)."""

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="matches")
    type = models.CharField(max_length=12, default="exactMatch")
    uri = models.CharField(max_length=500)

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["term", "type", "uri"], name="vocabularies_match_once")
        ]

    def __str__(self) -> str:
        return self.uri


class VocabularyStamp(models.Model):
    """One row with a random value that every change of a term replaces (decision 0020)."""

    value = models.CharField(max_length=32)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(id=1), name="vocabularies_one_stamp")
        ]

    def __str__(self) -> str:
        return self.value
