"""Plain text from markup."""

import re
from html import unescape

from django.utils.html import strip_tags

WHITE_SPACE = re.compile(r"[ \t\r\f\v\u00a0]+")
BLANK_LINES = re.compile(r"\s*\n\s*")
# A tag that ends a line of text; without a break two words would become one.
BREAKS = re.compile(r"</(?:p|li|h[1-6]|tr|td|th|blockquote|div)>|<(?:br|hr)[^>]*>", re.IGNORECASE)


def normalise(text: str) -> str:
    """Single spaces, single line breaks, nothing at the ends."""
    return BLANK_LINES.sub("\n", WHITE_SPACE.sub(" ", text)).strip()


def html_to_text(html: str) -> str:
    """The text of markup, a line per paragraph."""
    return normalise(unescape(strip_tags(BREAKS.sub(r"\g<0>" + "\n", html))))
