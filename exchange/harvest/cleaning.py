"""Foreign text made safe: plain, in NFC, without what XML and databases refuse.

Nothing in here raises: what cannot be used becomes an empty string.
"""

import html
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

import nh3

MAX_TEXT = 100_000
MAX_TITLE = 1_000
MAX_SUMMARY = 20_000
MAX_LINE = 500
MAX_RECORD_TEXT = 1_000_000
MAX_URL = 2_000

# Everything outside https://www.w3.org/TR/xml/#charsets, and invisible direction overrides.
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f]")
OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
TAG = re.compile(r"</?[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?>|<!--")
LONE_LESS_THAN = re.compile(r"<(?!/?[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?>|!--)")
BLOCK_END = re.compile(
    r"</(?:jats:)?(?:p|div|li|ul|ol|h[1-6]|tr|title|sec|section|list-item|blockquote)\s*>|<br\s*/?>",
    re.IGNORECASE,
)
MAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
SPACES = re.compile(r"[^\S\n]+")
LINES = re.compile(r"\s*\n\s*")
REMOVED = "[address removed]"
MAX_TAGS = 5_000


def legal(value: str) -> str:
    """Drop the characters that XML, PostgreSQL or a reader's screen cannot carry."""
    return OVERRIDES.sub("", ILLEGAL.sub("", value))


def without_mail(value: str) -> str:
    """Replace mail addresses; people did not agree that we publish theirs."""
    return MAIL.sub(REMOVED, value) if "@" in value else value


def plain(value: object, limit: int = MAX_SUMMARY) -> str:
    """Return the text without markup, paragraphs on lines of their own.

    Markup that was escaped once more (`&lt;p&gt;`, as Zenodo sends it) is markup too.
    Longer texts end with "…" at a word.
    """
    if not isinstance(value, str):
        return ""
    text = legal(value[:MAX_TEXT])
    if not TAG.search(text) and "&lt;" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _without_tags(text)
    text = unicodedata.normalize("NFC", legal(html.unescape(text)))
    lines = LINES.sub("\n", SPACES.sub(" ", text)).strip()
    return shortened(without_mail(lines), limit)


def _without_tags(text: str) -> str:
    text = LONE_LESS_THAN.sub("&lt;", BLOCK_END.sub("\n", text))
    if text.count("<") > MAX_TAGS:
        return TAG.sub("", text)
    return nh3.clean(text, tags=set())


def line(value: object, limit: int = MAX_LINE) -> str:
    """Return the text without markup on one line."""
    return shortened(plain(value).replace("\n", " "), limit)


def shortened(text: str, limit: int) -> str:
    """Cut at a word, with an ellipsis, when longer than `limit` characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def lines(values: Iterable[object], limit: int = MAX_LINE) -> tuple[str, ...]:
    """Clean each value; empty ones and repetitions are dropped, the order stays."""
    return tuple(dict.fromkeys(text for value in values if (text := line(value, limit))))


def web_address(value: object) -> str:
    """Return the address if it is http or https, else "" (`javascript:`, `data:`, paths)."""
    if not isinstance(value, str):
        return ""
    address = legal(value).strip()
    if not address or len(address) > MAX_URL or re.search(r"[\s<>\"\\]", address):
        return ""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises for a port that is no number
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        return ""
    return "" if MAIL.search(address) else address
