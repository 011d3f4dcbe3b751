"""Tags of the site's frame and components."""

import mimetypes
import re
from collections.abc import Iterator
from typing import Any

from django import template
from django.core.paginator import Page as ResultPage
from django.template import Context
from django.utils.text import slugify
from wagtail.models import Page

from cms import motif as motifs, navigation as ways
from cms.models import Branding

register = template.Library()

CREATIVE_COMMONS = re.compile(
    r"^https?://creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)/(\d\.\d)"
)
# "Target 3: " and its like before a label that stands beside its number.
NUMBER_BEFORE = re.compile(r"^[^:：]{0,24}\d+(?:\.\d+)?\s?[:：]\s*")
PUBLIC_DOMAIN = {"zero": "CC0", "mark": "PDM"}


@register.simple_tag(takes_context=True)
def frame(context: Context) -> ways.Frame | None:
    """What stands around the page that is shown; None without a request."""
    request = context.get("request")
    return ways.frame_of(request, shown_page(context)) if request else None


@register.simple_tag
def home_url() -> str:
    """The front page in the reader's language."""
    return ways.home_url()


@register.simple_tag(takes_context=True)
def branding_version(context: Context) -> str:
    """The name of the state of the site's own colours; empty when it has none."""
    request = context.get("request")
    return Branding.for_request(request).version if request else ""


@register.filter
def language_label(code: str) -> str:
    """A language's name in the reader's language."""
    return ways.language_name(code)


@register.filter
def licence_label(text: str) -> str:
    """The short name of a Creative Commons licence given by its address; else the text."""
    match = CREATIVE_COMMONS.match(str(text))
    if match is None:
        return text
    code, version = match.groups()
    return f"{PUBLIC_DOMAIN.get(code, f'CC {code.upper()}')} {version}"


@register.filter
def without_number(label: str) -> str:
    """A target's label without "Target 3: ", for tiles that show the number already."""
    return NUMBER_BEFORE.sub("", str(label)) or str(label)


@register.filter
def file_type(mime: str) -> str:
    """What people call a type of file: "PDF" for application/pdf."""
    extension = mimetypes.guess_extension(mime) or f".{mime.rpartition('/')[2]}"
    return extension.removeprefix(".").upper()


@register.filter
def anchor(text: str) -> str:
    """An identifier to link to a heading, in any script."""
    return slugify(text, allow_unicode=True) or "part"


@register.simple_tag
def motif(seed: Any, kind: str = "page") -> motifs.Drawing:
    """The drawing of a kind and seed."""
    return motifs.draw(str(kind), str(seed))


@register.simple_tag
def elided_pages(page: ResultPage[Any]) -> Iterator[int | str]:
    """Page numbers around the current one, with gaps."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


def shown_page(context: Context) -> Page | None:
    """The Wagtail page in the context; views may use the name for something else."""
    page = context.get("page")
    return page if isinstance(page, Page) else None
