"""The pictures and files of the demonstration, stored once and then reused."""

from functools import cached_property

from django.core.files.base import ContentFile

from cms.choices import Licence
from cms.demo.content import Item
from cms.demo.pictures import picture
from cms.demo.sheets import SHEETS
from cms.models import CustomDocument, CustomImage

CREDIT = "Drawn by Mangrove"
DRAWINGS = 3  # pictures of each kind
KINDS_WITH_PICTURES = {
    "home": "A shore with mangroves on prop roots, the tide and a low sun.",
    "section": "Mangroves on arched prop roots above the tide, a low sun behind them.",
    "theme": "Round polyps of a reef under two lines of water and a low sun.",
    "country": "Level waves under a low sun, closer together towards the shore.",
    "news": "Branches with paired leaves before a low sun.",
    "event": "Rings that spread on still water under a low sun.",
    "case-study": "Mangroves on arched prop roots above the tide, a low sun behind them.",
    "best-practice": "Branches with paired leaves before a low sun.",
    "project": "A shoal of fish between two lines of water.",
    "map": "Lines of the tide like the contours of a map, under a low sun.",
    "multimedia": "Polyps of a reef in two colours under a low sun.",
    "training-material": "Polyps of a reef in two colours under a low sun.",
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
        kind = item.kind
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
                file=ContentFile(picture(kind, number), f"mangrove-{kind}-{number + 1}.jpg"),
            )
        return self.images[title]

    def document(self, name: str) -> CustomDocument:
        """The file with this name."""
        sheet = SHEETS[name]
        if sheet.title not in self.documents:
            self.documents[sheet.title] = CustomDocument.objects.create(
                title=sheet.title,
                language=sheet.language,
                licence=Licence.CC_BY,
                file=ContentFile(sheet.write(), sheet.filename),
            )
        return self.documents[sheet.title]
