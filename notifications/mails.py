"""Writes a letter out as a mail: plain text and HTML, in the reader's language."""

from collections.abc import Iterator
from email.utils import parseaddr
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from notifications.letters import Letter
from notifications.models import Digest
from notifications.outgoing import Mail
from notifications.registry import Rendered

LONGEST_SUBJECT = 150


def message_id_of(mail: Mail) -> str:
    """Return the Message-ID: the same whenever this mail is written."""
    name = "digest" if isinstance(mail, Digest) else "notification"
    return f"<{name}.{mail.pk}@{_domain()}>"


def written(letter: Letter, message_id: str) -> EmailMultiAlternatives:
    """Return the mail, ready to be handed over."""
    site = settings.WAGTAIL_SITE_NAME
    with translation.override(letter.language):
        message = EmailMultiAlternatives(
            subject=f"{site}: {_one_line(letter.subject)}",
            body="\n".join(_plain(letter)).strip() + "\n",
            to=[letter.address],
            headers={
                "Message-ID": message_id,
                "List-ID": f"{_one_line(site)} <notifications.{_domain()}>",
                "List-Unsubscribe": f"<{absolute(letter.unsubscribe_url)}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
                "X-Auto-Response-Suppress": "All",
                "Precedence": "list",
            },
        )
        context = {
            "letter": letter,
            "site_name": site,
            "home_url": absolute("/"),
            "items": [(item, absolute(item.url)) for item in letter.items],
            "list_url": absolute(letter.list_url),
            "settings_url": absolute(letter.settings_url),
            "unsubscribe_url": absolute(letter.unsubscribe_url),
        }
        html = render_to_string("notifications/email/letter.html", context)
    message.attach_alternative(html, "text/html")
    return message


def absolute(url: str) -> str:
    """Return the full address of a path of this site; empty stays empty."""
    return urljoin(settings.BASE_URL + "/", url) if url else ""


def _plain(letter: Letter) -> Iterator[str]:
    if letter.lead:
        yield from (letter.lead, "")
    for item in letter.items:
        yield from _plain_item(item)
    if letter.more:
        yield from (letter.more, absolute(letter.list_url), "")
    yield from ("-- ", settings.WAGTAIL_SITE_NAME, absolute("/"))
    yield _("Choose which mail you get: %(url)s") % {"url": absolute(letter.settings_url)}
    yield _("End this mail: %(url)s") % {"url": absolute(letter.unsubscribe_url)}


def _plain_item(item: Rendered) -> Iterator[str]:
    yield from (_one_line(item.title), "")
    for line in item.lines:
        yield from (line, "")
    if item.url:
        yield from (absolute(item.url), "")
    if item.reason:
        yield from (item.reason, "")


def _one_line(text: str) -> str:
    """Return the text without line breaks: a title cannot add a header."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1]}…"


def _domain() -> str:
    """Return the domain of the sender, which the mail is signed for."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
