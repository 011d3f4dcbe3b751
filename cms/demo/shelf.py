"""The pictures and files of the demonstration, stored once and then reused."""

from functools import cached_property

from django.core.files.base import ContentFile

from cms.choices import Licence
from cms.demo.content import Item
from cms.demo.files import SHEETS
from cms.demo.pictures import picture
from cms.models import CustomDocument, CustomImage
from cms.motif import HEIGHT, WIDTH

CREDIT = "Drawn by Mangrove"
DRAWINGS = 3  # pictures of each kind
KINDS_WITH_PICTURES = {
    "home": "Prop roots of mangroves above the tide, drawn in green lines.",
    "section": "Mangrove roots in a row, the low sun behind them.",
    "theme": "Round polyps of a reef in red and green under two lines of water.",
    "country": "Level waves under a low sun, closer together towards the shore.",
    "news": "Branches with paired leaves before a low sun.",
    "event": "Level lines of the tide and a low sun.",
    "case-study": "A drawing of shore and water in calm lines.",
    "best-practice": "A drawing of island nature in calm lines.",
    "project": "A drawing of coast and plants in calm lines.",
    "map": "Lines of the tide like the contours of a map.",
    "multimedia": "Polyps of a reef in two colours.",
    "training-material": "A drawing of island plants in calm lines.",
}


class Shelf:
    """Finds pictures and files by name, and stores those that are missing."""

    @cached_property
    def images(self) -> dict[str, CustomImage]:
        """The stored drawings by their title."""
        found = CustomImage.objects.filter(credit=CREDIT)
        return {image.title: image for image in found}

    @cached_property
    def documents(self) -> dict[str, CustomDocument]:
        """The stored files by their title."""
        titles = [sheet.title for sheet in SHEETS.values()]
        return {file.title: file for file in CustomDocument.objects.filter(title__in=titles)}

    def picture_for(self, item: Item) -> CustomImage | None:
        """The picture beside the title of a page, when its kind has one."""
        kind = item.kind.removesuffix("-index") if item.kind.endswith("-index") else item.kind
        if kind not in KINDS_WITH_PICTURES:
            return None
        return self.image(kind, item.uid.int % DRAWINGS)

    def image(self, kind: str, number: int) -> CustomImage:
        """The drawing with this number of a kind."""
        title = f"Mangrove drawing: {kind.replace('-', ' ')} {number + 1}"
        if title not in self.images:
            self.images[title] = CustomImage.objects.create(
                title=title,
                description=KINDS_WITH_PICTURES[kind],
                credit=CREDIT,
                licence=Licence.CC0,
                width=WIDTH * 4,
                height=HEIGHT * 4,
                file=ContentFile(picture(kind, number), f"mangrove-{kind}-{number + 1}.jpg"),
            )
        return self.images[title]

    def document(self, name: str) -> CustomDocument:
        """The file with this name."""
        sheet = SHEETS[name]
        if sheet.title not in self.documents:
            self.documents[sheet.title] = CustomDocument.objects.create(
                title=sheet.title,
                language="en",
                licence=Licence.CC_BY,
                file=ContentFile(sheet.write(), sheet.filename),
            )
        return self.documents[sheet.title]
