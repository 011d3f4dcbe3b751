"""Addresses of pages without a query per page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page, Site


@dataclass(frozen=True, slots=True)
class Addresses:
    """The home pages of the default site: (path in the tree, language)."""

    homes: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls) -> "Addresses":
        """Ask for the home pages: two queries."""
        return cls(tuple((page.url_path, page.locale.language_code) for page in cls.home_pages()))

    @staticmethod
    def home_pages() -> list[Page]:
        """The home page of the default site in each language."""
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if site is None:
            return []
        key = site.root_page.translation_key
        return list(Page.objects.filter(translation_key=key).select_related("locale"))

    def path(self, page: Page) -> str:
        """The absolute path of the page ("/en/news/"); empty outside the site."""
        for root, language in self.homes:
            if page.url_path.startswith(root):
                with override(language):
                    return reverse("wagtail_serve", args=[page.url_path.removeprefix(root)])
        return ""
