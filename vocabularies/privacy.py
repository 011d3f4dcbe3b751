"""What this room holds of people: nothing."""

from accounts.personal_data import declare_impersonal

declare_impersonal(
    "Controlled terms.",
    "vocabularies.Scheme", "vocabularies.Term", "vocabularies.TermAlias",
    "vocabularies.TermLabel", "vocabularies.TermMatch", "vocabularies.TermNote",
    "vocabularies.TermRelation", "vocabularies.VocabularyStamp",
)  # fmt: skip
