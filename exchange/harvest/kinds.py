"""Which kind of record a foreign type becomes."""

DOCUMENT = "reference-document"
ONLINE = "online-source"
MEDIA = "multimedia"
TRAINING = "training-material"

# What a harvested record may be. The cms room registers the kinds.
KINDS = (
    "activity", "best-practice", "case-study", "event", "map", "news", "project",
    DOCUMENT, MEDIA, ONLINE, TRAINING,
)  # fmt: skip

# Crossref types (api.crossref.org/types): documents but for these.
CROSSREF = {"dataset": ONLINE, "database": ONLINE, "grant": "project"}

# DCMI types, info:eu-repo/semantics types and DataCite's resourceTypeGeneral, in lower case.
TYPES = {
    **dict.fromkeys(
        ("text", "article", "journalarticle", "book", "bookpart", "bookchapter", "report",
         "reportpart", "workingpaper", "preprint", "review", "annotation", "lecture",
         "conferencepaper", "conferenceproceeding", "conferenceproceedings",
         "conferenceposter", "conferenceobject", "contributiontoperiodical", "dissertation",
         "bachelorthesis", "masterthesis", "doctoralthesis", "patent", "standard",
         "datapaper", "journal", "outputmanagementplan", "technicaldocumentation"),
        DOCUMENT,
    ),
    **dict.fromkeys(
        ("image", "stillimage", "movingimage", "sound", "audiovisual", "video"), MEDIA
    ),
    **dict.fromkeys(("course", "lesson", "learningobject", "tutorial"), TRAINING),
    **dict.fromkeys(
        ("dataset", "collection", "software", "service", "interactiveresource",
         "computationalnotebook", "model", "workflow", "physicalobject", "other", "website"),
        ONLINE,
    ),
    "event": "event",
    "project": "project",
    "map": "map",
}  # fmt: skip


def of_crossref(name: str) -> str:
    """The kind of a Crossref work."""
    return CROSSREF.get(name, DOCUMENT)


def of_types(names: list[str]) -> str:
    """The kind of a thing with these types; an online source when none is known."""
    for name in names:
        key = name.rpartition("/")[2].lower().replace(" ", "").replace("-", "")
        if key in TYPES:
            return TYPES[key]
    return ONLINE
