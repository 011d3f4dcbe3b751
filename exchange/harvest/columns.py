"""The columns of our own table, documented once: for the reader, the template and people."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh-hans")
SEPARATOR = ";"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the first row, what goes into it, and an example."""

    name: str
    help: str | Promise
    example: str = ""


COLUMNS = (
    Column(
        "id",
        _("Your own identifier of the thing. It must not change: it is how we know it again."),
        "doc-001",
    ),
    Column("kind", _("What the thing is."), "reference-document"),
    *(
        Column(
            f"title_{language}",
            _("The title in this language. One title is needed."),
            "Mangrove atlas" if language == "en" else "",
        )
        for language in LANGUAGES
    ),
    *(
        Column(
            f"summary_{language}",
            _("Two or three plain sentences in this language."),
            "Where mangroves grow on our coasts." if language == "en" else "",
        )
        for language in LANGUAGES
    ),
    Column("language", _("The language the thing was written in, as a code."), "en"),
    Column("url", _("The address of the thing on the web."), "https://example.org/atlas"),
    Column("creators", _("Who made it; several are separated by semicolons."), "Tavita, Ana"),
    Column("publisher", _("Who published it."), "Ministry of Environment"),
    Column("issued", _("When it was published: 2024, 2024-06 or 2024-06-30."), "2024-06"),
    Column("start", _("The first day of an event or a project: 2024-06-30.")),
    Column("end", _("The last day of an event or a project: 2024-07-02.")),
    Column("countries", _("Codes (FJ) or names, separated by semicolons."), "FJ; TO"),
    Column(
        "gbf_targets",
        _("Targets of the global biodiversity framework, 1 to 23, separated by semicolons."),
        "2; 11",
    ),
    Column("subjects", _("Other subjects, separated by semicolons."), "Mangroves"),
    Column("doi", _("The DOI, if there is one.")),
    Column("isbn", _("The ISBN, if there is one.")),
    Column("issn", _("The ISSN, if there is one.")),
    Column("licence", _("The address or the short name of the licence."), "CC BY 4.0"),
    Column("rights_note", _("What else is to be said about rights.")),
    Column("file_url", _("Addresses of its files, separated by semicolons.")),
    Column("related_url", _("Addresses of related things, separated by semicolons.")),
)
NAMES = tuple(column.name for column in COLUMNS)
REQUIRED = ("id", "kind")
