"""The colours of a site, chosen in the admin and checked for contrast."""

import hashlib
from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from cms import contrast

TOKENS = ("primary", "link", "accent", "sun", "paper", "sand")
NAMES = {
    "ink": _("text"),
    "muted": _("quiet text"),
    "primary": _("main colour"),
    "on-primary": _("text on the main colour"),
    "link": _("links"),
    "accent": _("warnings"),
    "sun": _("highlight"),
    "paper": _("page"),
    "sand": _("cards and bands"),
    "control": _("borders of fields"),
    "bar": _("header"),
    "on-bar": _("text in the header"),
}
is_colour = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("Write the colour as # and six digits, for example #0f5c4d.")
)


def colour_field(label: Any, default: str) -> models.CharField[str, str]:
    """A colour; empty means the site's own."""
    return models.CharField(
        label,
        max_length=7,
        blank=True,
        validators=[is_colour],
        help_text=_("Empty: %(colour)s.") % {"colour": default},
    )


@register_setting(icon="palette")
class Branding(BaseSiteSetting):
    """Twelve colours: six by day, six by night."""

    light_primary = colour_field(NAMES["primary"], contrast.LIGHT["primary"])
    light_link = colour_field(NAMES["link"], contrast.LIGHT["link"])
    light_accent = colour_field(NAMES["accent"], contrast.LIGHT["accent"])
    light_sun = colour_field(NAMES["sun"], contrast.LIGHT["sun"])
    light_paper = colour_field(NAMES["paper"], contrast.LIGHT["paper"])
    light_sand = colour_field(NAMES["sand"], contrast.LIGHT["sand"])
    dark_primary = colour_field(NAMES["primary"], contrast.DARK["primary"])
    dark_link = colour_field(NAMES["link"], contrast.DARK["link"])
    dark_accent = colour_field(NAMES["accent"], contrast.DARK["accent"])
    dark_sun = colour_field(NAMES["sun"], contrast.DARK["sun"])
    dark_paper = colour_field(NAMES["paper"], contrast.DARK["paper"])
    dark_sand = colour_field(NAMES["sand"], contrast.DARK["sand"])

    panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("light_primary"), FieldPanel("light_link")]),
                FieldRowPanel([FieldPanel("light_accent"), FieldPanel("light_sun")]),
                FieldRowPanel([FieldPanel("light_paper"), FieldPanel("light_sand")]),
            ],
            heading=_("Light"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("dark_primary"), FieldPanel("dark_link")]),
                FieldRowPanel([FieldPanel("dark_accent"), FieldPanel("dark_sun")]),
                FieldRowPanel([FieldPanel("dark_paper"), FieldPanel("dark_sand")]),
            ],
            heading=_("Dark"),
        ),
    ]

    class Meta:
        verbose_name = _("colours")
        verbose_name_plural = _("colours")

    def chosen(self, mode: str) -> dict[str, str]:
        """The colours of `mode` ("light" or "dark") that differ from the site's own."""
        colours = {
            token: value.lower()
            for token in TOKENS
            for value in [getattr(self, f"{mode}_{token}")]
            if value
        }
        if "primary" in colours:
            colours["on-primary"] = contrast.readable_on(colours["primary"])
            if mode == "light":
                colours["bar"] = colours["primary"]
                colours["on-bar"] = colours["on-primary"]
        return colours

    @property
    def version(self) -> str:
        """A name for the state of the colours; empty when nothing was chosen."""
        state = (self.chosen("light"), self.chosen("dark"))
        return hashlib.sha256(repr(state).encode()).hexdigest()[:12] if any(state) else ""

    def clean(self) -> None:
        """Refuse colours that people could not read."""
        super().clean()
        problems: dict[str, list[ValidationError]] = {}
        for mode, own in (("light", contrast.LIGHT), ("dark", contrast.DARK)):
            for field, error in self._too_faint(mode, own):
                problems.setdefault(field, []).append(error)
        if problems:
            raise ValidationError(problems)

    def _too_faint(self, mode: str, own: Mapping[str, str]) -> list[tuple[str, ValidationError]]:
        chosen = self.chosen(mode)
        found = []
        for shortfall in contrast.shortfalls({**own, **chosen}):
            pair = shortfall.pair
            token = next((name for name in (pair.front, pair.back) if name in TOKENS), "primary")
            if getattr(self, f"{mode}_{token}") == "":
                token = next((name for name in TOKENS if name in chosen), token)
            found.append(
                (
                    f"{mode}_{token}",
                    ValidationError(
                        _(
                            "Too little contrast: %(front)s on %(back)s has %(ratio)s to 1 and "
                            "needs %(least)s to 1. Choose a darker or a lighter colour."
                        ),
                        code="contrast",
                        params={
                            "front": NAMES[pair.front],
                            "back": NAMES[pair.back],
                            "ratio": f"{shortfall.ratio:.1f}",
                            "least": f"{pair.least:g}",
                        },
                    ),
                )
            )
        return found
