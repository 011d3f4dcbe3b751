"""Draws portraits for invented people: shapes only, nobody's face."""

import hashlib

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from experts.portraits import encoded

SIDE = 512
SKINS = ("#8d5a3b", "#a9744f", "#c68e68", "#6b4129", "#dcae87", "#4f2f1e")
HAIRS = ("#14231f", "#2b1d16", "#4d3a2a", "#8a8f8d", "#d9d3c7", "#3a2233")
CLOTHES = ("#0f5c4d", "#0a6480", "#b8384b", "#f2c14e", "#2d6e3e", "#4d5f59")
GROUNDS = ("#cfe8e0", "#f7f4ec", "#e4f0ec", "#f2dfb0", "#d6e6ee", "#f3dde0")


def portrait(seed: str) -> ContentFile[bytes]:
    """A portrait that follows from the seed, as it is stored."""
    dice = hashlib.sha256(seed.encode()).digest()
    skin, hair, cloth, ground = (
        palette[value % len(palette)]
        for palette, value in zip((SKINS, HAIRS, CLOTHES, GROUNDS), dice, strict=False)
    )
    image = Image.new("RGB", (SIDE, SIDE), ground)
    pen = ImageDraw.Draw(image)
    for line in range(5):
        top = 330 + line * 42 + dice[4] % 24
        pen.arc((-80, top, SIDE + 80, top + 260), 200, 340, fill="#79d6bb", width=7)
    long_hair = dice[5] % 2
    pen.ellipse((146, 92, 366, 330 + 120 * long_hair), fill=hair)
    pen.rounded_rectangle((216, 300, 296, 420), 36, fill=skin)
    pen.ellipse((96, 378, 416, 700), fill=cloth)
    pen.ellipse((168, 130, 344, 352), fill=skin)
    pen.pieslice((158, 88, 354, 300), 180 - dice[6] % 12, 360 + dice[7] % 12, fill=hair)
    return encoded(image)
