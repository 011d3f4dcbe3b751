"""The models of the cms room; one subject a file, public names here."""

from cms.models.base import BasePage
from cms.models.files import CustomDocument, CustomImage, CustomRendition
from cms.models.home import HomePage
from cms.models.standard import StandardPage

__all__ = [
    "BasePage",
    "CustomDocument",
    "CustomImage",
    "CustomRendition",
    "HomePage",
    "StandardPage",
]
