"""Pictures that the site draws itself: mangrove roots, tide lines, leaves, a reef.

A drawing follows from its kind and its seed alone, so it is the same on every page and
machine. The kind decides the pattern, the seed its details.
"""

import hashlib
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

WIDTH = 320
HEIGHT = 120
SHORE_WIDTH = 1200
SHORE_HEIGHT = 420


@dataclass(frozen=True, slots=True)
class Shape:
    """One SVG path. `role` is root, tide, leaf, reef or glow; `width` that of its stroke."""

    role: str
    d: str
    opacity: str
    width: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of `width` by `height` units, shapes from the back to the front."""

    shapes: tuple[Shape, ...]
    width: int = WIDTH
    height: int = HEIGHT


class Dice:
    """Numbers that follow from a text."""

    def __init__(self, text: str) -> None:
        self._numbers = self._stream(text)

    def between(self, low: float, high: float) -> float:
        """The next number, from `low` to `high`."""
        return low + next(self._numbers) * (high - low)

    def whole(self, low: int, high: int) -> int:
        """The next whole number, `high` included."""
        return math.floor(self.between(low, high + 1 - 1e-9))

    @staticmethod
    def _stream(text: str) -> Iterator[float]:
        block = 0
        while True:
            for byte in hashlib.sha256(f"{text}/{block}".encode()).digest():
                yield byte / 255
            block += 1


def draw(kind: str, seed: str) -> Drawing:
    """Return the drawing of this kind and seed."""
    habit = Dice(f"kind {kind}")
    detail = Dice(f"{kind} {seed}")
    if kind == "home":
        return Drawing(tuple(shore(detail)), SHORE_WIDTH, SHORE_HEIGHT)
    pattern = PATTERN_OF.get(kind) or PATTERNS[habit.whole(0, len(PATTERNS) - 1)]
    sun = glow(habit, detail)
    return Drawing((sun, *pattern(habit, detail)))


def glow(habit: Dice, detail: Dice) -> Shape:
    """The low sun behind everything; each kind has it in its own place."""
    x = habit.between(40, WIDTH - 40) + detail.between(-12, 12)
    return Shape("glow", circle(x, detail.between(26, 46), detail.between(15, 22)), "0.85")


def roots(habit: Dice, detail: Dice) -> Iterator[Shape]:
    """Stems on arched prop roots above the tide."""
    yield from tides(habit, detail, lines=3, top=92)
    count = 3 + habit.whole(0, 2)
    step = WIDTH / count
    fine: list[str] = []
    strong: list[str] = []
    crown: list[str] = []
    for number in range(count):
        x = step * (number + 0.5) + detail.between(-14, 14)
        top = detail.between(34, 52)
        strong.append(f"M{at(x, top - 26)}Q{at(x + detail.between(-5, 5), top - 10)} {at(x, top)}")
        for arm in range(2 + habit.whole(1, 3)):
            for side in (-1, 1):
                reach = (arm + 1) * detail.between(9, 13) * side
                start = top + arm * detail.between(2, 5)
                path = (
                    f"M{at(x, start)}C{at(x + reach * 0.7, start + 4)} "
                    f"{at(x + reach, start + 22)} {at(x + reach * 1.12, 112)}"
                )
                (strong if arm == 0 else fine).append(path)
        crown.extend(
            leaf(
                x + detail.between(-20, 20),
                top - detail.between(20, 38),
                detail.between(9, 15),
                detail.between(-2.6, -0.5),
            )
            for _ in range(9)
        )
    yield Shape("root", "".join(fine), "0.55", "1.6")
    yield Shape("root", "".join(strong), "0.9", "2.6")
    yield Shape("leaf", "".join(crown), "0.75")


def tides(habit: Dice, detail: Dice, lines: int = 7, top: float = 44) -> Iterator[Shape]:
    """Level waves, closer together towards the shore."""
    length = habit.between(26, 46)
    gap = (HEIGHT - top) / lines
    for line in range(lines):
        y = top + line * gap + detail.between(-1.5, 1.5)
        swing = detail.between(2.5, 6)
        x = -detail.between(0, length)
        path = [f"M{at(x, y)}q{at(length / 2, -swing)} {at(length, 0)}"]
        path.extend(f"t{at(length, 0)}" for _ in range(math.ceil((WIDTH - x) / length)))
        yield Shape("tide", "".join(path), f"{0.3 + 0.55 * line / lines:.2f}", "1.8")


def leaves(habit: Dice, detail: Dice) -> Iterator[Shape]:
    """Branches with paired leaves."""
    slope = habit.between(-0.35, 0.35)
    stems: list[str] = []
    dark: list[str] = []
    pale: list[str] = []
    for number in range(3):
        x = number * 118 - 20 + detail.between(-10, 10)
        y = detail.between(78, 108)
        angle = slope - 0.42 + detail.between(-0.15, 0.15)
        far = (x + 128 * math.cos(angle), y + 128 * math.sin(angle))
        stems.append(f"M{at(x, y)}Q{at(x + 70, y + 4)} {at(*far)}")
        for pair in range(6):
            share = (pair + 1) / 7
            px, py = x + (far[0] - x) * share, y + (far[1] - y) * share
            size = detail.between(20, 27) * (1.1 - share * 0.5)
            dark.append(leaf(px, py, size, angle - 0.85))
            pale.append(leaf(px, py, size, angle + 0.8))
    yield Shape("leaf", "".join(pale), "0.42")
    yield Shape("leaf", "".join(dark), "0.78")
    yield Shape("root", "".join(stems), "0.9", "1.8")


def reef(habit: Dice, detail: Dice) -> Iterator[Shape]:
    """Polyps of a reef under two lines of water."""
    yield from tides(habit, detail, lines=2, top=28)
    rows = 4 + habit.whole(0, 2)
    warm: list[str] = []
    cool: list[str] = []
    for row in range(rows):
        y = HEIGHT - 6 - row * 15
        crest = 1 - row / (rows + 1)
        x = detail.between(0, 12)
        while x < WIDTH:
            hill = math.sin(x / habit_length(rows) + row * 0.4)
            if hill > -crest:
                dots = warm if detail.between(0, 1) < 0.34 else cool
                dots.append(circle(x, y + detail.between(-4, 4), detail.between(2.2, 6.2)))
            x += detail.between(11, 17)
    yield Shape("leaf", "".join(cool), "0.6")
    yield Shape("reef", "".join(warm), "0.75")


def ripples(habit: Dice, detail: Dice) -> Iterator[Shape]:
    """Rings that spread and meet, as of drops or of years in wood."""
    count = 2 + habit.whole(0, 1)
    for number in range(count):
        x = WIDTH / count * (number + 0.5) + detail.between(-22, 22)
        y = detail.between(34, 88)
        gap = detail.between(8, 12)
        rings = "".join(circle(x, y, gap * (ring + 0.6)) for ring in range(7))
        yield Shape("tide" if number % 2 else "root", rings, "0.5", "1.7")
        yield Shape("leaf", circle(x, y, gap * 0.4), "0.8")


def meadow(habit: Dice, detail: Dice) -> Iterator[Shape]:
    """Seagrass that leans with the current."""
    lean = habit.between(8, 20)
    near: list[str] = []
    far: list[str] = []
    x = 4.0
    while x < WIDTH:
        tall = detail.between(34, 84)
        bend = lean * detail.between(0.5, 1.5)
        (near if detail.between(0, 1) > 0.5 else far).append(
            f"M{at(x, HEIGHT)}C{at(x, HEIGHT - tall * 0.5)} "
            f"{at(x + bend, HEIGHT - tall * 0.6)} {at(x + bend * 0.7, HEIGHT - tall)}"
        )
        x += detail.between(6, 11)
    yield from tides(habit, detail, lines=2, top=16)
    yield Shape("root", "".join(far), "0.4", "3.4")
    yield Shape("root", "".join(near), "0.8", "3.4")


def shoal(habit: Dice, detail: Dice) -> Iterator[Shape]:
    """Fish on the same way."""
    turn = habit.between(-0.25, 0.25)
    fish: list[str] = []
    bright: list[str] = []
    for row in range(4):
        x = detail.between(0, 24)
        while x < WIDTH:
            size = detail.between(13, 21)
            y = 24 + row * 25 + detail.between(-5, 5)
            tail = leaf(x, y, size * 0.42, turn + 2.5) + leaf(x, y, size * 0.42, turn - 2.5)
            (bright if detail.between(0, 1) > 0.86 else fish).append(leaf(x, y, size, turn) + tail)
            x += detail.between(26, 40)
    yield from tides(habit, detail, lines=2, top=10)
    yield Shape("leaf", "".join(fish), "0.65")
    yield Shape("reef", "".join(bright), "0.85")


def shore(detail: Dice) -> Iterator[Shape]:
    """The front page: mangroves on one side, the open sea on the other."""
    yield Shape("glow", circle(760, 150, 62), "0.9")
    fine: list[str] = []
    strong: list[str] = []
    crown: list[str] = []
    for x, top, scale in ((1110, 178, 1.15), (905, 205, 1.05), (1010, 235, 0.8), (735, 262, 0.72)):
        strong.append(f"M{at(x + 6 * scale, top - 92 * scale)}Q{at(x - 5, top - 30)} {at(x, top)}")
        for arm in range(5):
            for side in (-1, 1):
                reach = (arm + 1) * detail.between(17, 21) * side * scale
                start = top + arm * 9 * scale
                path = (
                    f"M{at(x, start)}C{at(x + reach * 0.75, start + 6)} "
                    f"{at(x + reach, start + 50)} {at(x + reach * 1.15, 400)}"
                )
                (strong if arm < 2 else fine).append(path)
        crown.extend(
            leaf(
                x + detail.between(-74, 74) * scale,
                top - detail.between(46, 122) * scale,
                detail.between(26, 42) * scale,
                detail.between(-2.7, -0.4),
            )
            for _ in range(34)
        )
    for line in range(6):
        y = 318 + line * 19
        swing = detail.between(7, 12)
        waves = "".join(f"t{at(75, 0)}" for _ in range(16))
        start = -detail.between(0, 75)
        path = f"M{at(start, y)}q{at(37.5, -swing)} {at(75, 0)}{waves}"
        yield Shape("tide", path, f"{0.25 + line * 0.1:.2f}", "3")
    yield Shape("root", "".join(fine), "0.5", "3.2")
    yield Shape("root", "".join(strong), "0.9", "5.5")
    yield Shape("leaf", "".join(crown), "0.72")


def habit_length(rows: int) -> float:
    """How wide the hills of a reef with so many rows are."""
    return 22 + rows * 4


def leaf(x: float, y: float, size: float, angle: float) -> str:
    """A pointed leaf that grows from (x, y) in the direction `angle`."""
    tip = (x + size * math.cos(angle), y + size * math.sin(angle))
    bulge = size * 0.34
    middle = ((x + tip[0]) / 2, (y + tip[1]) / 2)
    across = (-math.sin(angle) * bulge, math.cos(angle) * bulge)
    return (
        f"M{at(x, y)}Q{at(middle[0] + across[0], middle[1] + across[1])} {at(*tip)}"
        f"Q{at(middle[0] - across[0], middle[1] - across[1])} {at(x, y)}z"
    )


def circle(x: float, y: float, radius: float) -> str:
    """A full circle as a path."""
    return (
        f"M{at(x - radius, y)}a{at(radius, radius)} 0 1 0 {at(radius * 2, 0)}"
        f"a{at(radius, radius)} 0 1 0 {at(-radius * 2, 0)}z"
    )


def at(x: float, y: float) -> str:
    """A pair of coordinates, as short as SVG allows."""
    return f"{x:.1f},{y:.1f}".replace(".0", "")


Pattern = Callable[[Dice, Dice], Iterator[Shape]]
PATTERNS: tuple[Pattern, ...] = (roots, tides, leaves, reef, ripples, meadow, shoal)
PATTERN_OF: dict[str, Pattern] = {
    "page": roots,
    "section": roots,
    "country": tides,
    "theme": reef,
    "news": leaves,
    "event": ripples,
    "guidance": meadow,
    "case-study": roots,
    "best-practice": leaves,
    "national-target": ripples,
    "activity": meadow,
    "project": shoal,
    "indicator": meadow,
    "decision": ripples,
    "work-programme": leaves,
    "training-material": reef,
    "reference-document": leaves,
    "online-source": shoal,
    "map": tides,
    "multimedia": reef,
    "reef": reef,
    "tide": tides,
}
