"""Draws pictures of the site's motif as photographs' stand-ins: no file of anybody else."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw

from cms.motif import Shape, draw

WIDTH = 1280
SMOOTHING = 2  # drawn larger and made smaller, so that edges are smooth
PALETTES = (
    {"sky": "#cfe8e0", "sea": "#0f5c4d", "root": "#14231f", "tide": "#79d6bb",
     "leaf": "#1f7a5f", "reef": "#b8384b", "glow": "#f2c14e"},
    {"sky": "#f7f4ec", "sea": "#0a6480", "root": "#14231f", "tide": "#86cdea",
     "leaf": "#0f5c4d", "reef": "#b8384b", "glow": "#f2c14e"},
    {"sky": "#0d1513", "sea": "#0f5c4d", "root": "#e7f0ec", "tide": "#79d6bb",
     "leaf": "#79d6bb", "reef": "#ff9aa8", "glow": "#f2c14e"},
    {"sky": "#f2dfb0", "sea": "#0f5c4d", "root": "#17231f", "tide": "#0a6480",
     "leaf": "#2d6e3e", "reef": "#b8384b", "glow": "#ffffff"},
)  # fmt: skip
PIECE = re.compile(r"([MQCqtaz])([^MQCqtaz]*)")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
STEPS = 28

Point = tuple[float, float]


@cache
def picture(kind: str, number: int) -> bytes:
    """A JPEG of the kind's motif, 1280 pixels wide; the same for the same arguments."""
    colours = PALETTES[number % len(PALETTES)]
    drawing = draw(kind, f"demonstration {number}")
    size = (WIDTH, WIDTH * drawing.height // drawing.width)
    scale = SMOOTHING * WIDTH / drawing.width
    image = background((size[0] * SMOOTHING, size[1] * SMOOTHING), colours)
    for shape in drawing.shapes:
        image = Image.alpha_composite(image, layer(image.size, scale, shape, colours))
    file = BytesIO()
    image.convert("RGB").resize(size, Image.Resampling.LANCZOS).save(file, "JPEG", quality=86)
    return file.getvalue()


def background(size: tuple[int, int], colours: dict[str, str]) -> Image.Image:
    """Sky above, water below."""
    shade = Image.linear_gradient("L").resize(size).point(lambda value: value * 3 // 5)
    sea, sky = (Image.new("RGBA", size, colours[name]) for name in ("sea", "sky"))
    return Image.composite(sea, sky, shade)


def layer(
    size: tuple[int, int], scale: float, shape: Shape, colours: dict[str, str]
) -> Image.Image:
    """One shape on a transparent ground."""
    colour = colours[shape.role]
    empty = Image.new("RGBA", size, f"{colour}00")
    pen = ImageDraw.Draw(empty)
    ink = f"{colour}{round(float(shape.opacity) * 255):02x}"
    for line in outlines(shape.d):
        points = [(x * scale, y * scale) for x, y in line]
        if shape.width:
            pen.line(points, fill=ink, width=round(float(shape.width) * scale), joint="curve")
        else:
            pen.polygon(points, fill=ink)
    return empty


def outlines(path: str) -> Iterator[list[Point]]:
    """The lines of an SVG path as points; knows the commands that the motif uses."""
    pen = Pen()
    for command, arguments in PIECE.findall(path):
        numbers = [float(number) for number in NUMBER.findall(arguments)]
        if command == "M":
            if len(pen.line) > 1:
                yield pen.line
            pen = Pen([(numbers[0], numbers[1])])
        elif command == "a":
            pen.line.extend(arc(pen.line[-1], numbers))
        elif command != "z":
            pen.bend(command, list(zip(numbers[::2], numbers[1::2], strict=True)))
    if len(pen.line) > 1:
        yield pen.line


@dataclass(slots=True)
class Pen:
    """The line drawn so far, and the last control point, which `t` mirrors."""

    line: list[Point] = field(default_factory=list)
    control: Point = (0, 0)

    def bend(self, command: str, points: list[Point]) -> None:
        """Draw a Bézier curve from where the line ends."""
        start = self.line[-1]
        if command in "qt":
            points = [(start[0] + x, start[1] + y) for x, y in points]
        if command == "t":
            mirrored = (2 * start[0] - self.control[0], 2 * start[1] - self.control[1])
            points = [mirrored, *points]
        self.control = points[-2]
        self.line.extend(curve([start, *points]))


def curve(points: list[Point]) -> Iterator[Point]:
    """Points along a Bézier curve of any degree (de Casteljau)."""
    for step in range(1, STEPS + 1):
        share = step / STEPS
        level = points
        while len(level) > 1:
            level = [
                (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
                for a, b in pairwise(level)
            ]
        yield level[0]


def arc(start: Point, numbers: list[float]) -> Iterator[Point]:
    """Points along the half circle that the motif draws dots with."""
    across = numbers[-2]
    middle, radius = start[0] + across / 2, abs(across) / 2
    turn = math.pi if across > 0 else 0
    for step in range(1, STEPS + 1):
        angle = turn + math.pi * step / STEPS
        yield middle + radius * math.cos(angle), start[1] + radius * math.sin(angle)
