"""Flat scenes in the portal's colours, drawn for the demonstration: no photograph is taken from anywhere."""

import io
import math
from collections.abc import Callable, Iterator

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 675
FINER = 2  # drawn larger and reduced, so that edges are smooth
COLOURS = 96

PAPER, LINEN, RULE, INK, SLATE = "#fbf9f4", "#f0e9da", "#d9d3c7", "#1c2126", "#4a5560"
DANUBE, WATER, SKY, NIGHT = "#0f4c5c", "#7fa9b0", "#dbe6e4", "#12303b"
LINDEN, MEADOW, FOREST = "#4f6f1f", "#a9b777", "#3a5320"
PEPPER, ROSE, PLUM, QUINCE, BREAD = "#b23a22", "#e2a08c", "#6a3358", "#e2a91c", "#c8925a"
SKINS = ("#e7bd96", "#c99468", "#8d5b3a", "#f0cda8")


class Sheet:
    """Paper to draw on, in steps of one pixel of the finished picture."""

    def __init__(self, ground: str):
        self.image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), ground)
        self.draw = ImageDraw.Draw(self.image)

    def shape(self, *points: tuple[float, float], fill: str) -> None:
        self.draw.polygon([(x * FINER, y * FINER) for x, y in points], fill=fill)

    def box(self, x: float, y: float, width: float, height: float, fill: str, *, radius: float = 0) -> None:
        corners = [x * FINER, y * FINER, (x + width) * FINER, (y + height) * FINER]
        self.draw.rounded_rectangle(corners, radius=radius * FINER, fill=fill)

    def disc(self, x: float, y: float, radius: float, fill: str, *, flat: float = 1) -> None:
        """A filled circle around (x, y); ``flat`` below 1 makes it lower than wide."""
        corners = [(x - radius), (y - radius * flat), (x + radius), (y + radius * flat)]
        self.draw.ellipse([corner * FINER for corner in corners], fill=fill)

    def line(self, *points: tuple[float, float], fill: str, width: float) -> None:
        placed = [(x * FINER, y * FINER) for x, y in points]
        self.draw.line(placed, fill=fill, width=round(width * FINER), joint="curve")
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width / 2, fill)

    def hills(self, base: float, height: float, waves: float, shift: float, fill: str) -> None:
        """A rolling horizon, filled down to the lower edge."""
        crest = [(x, base - height * math.sin(waves * math.tau * x / WIDTH + shift)) for x in range(0, WIDTH + 1, 8)]
        self.shape((0, HEIGHT), *crest, (WIDTH, HEIGHT), fill=fill)

    def house(
        self, x: float, y: float, size: float, *, wall: str = PAPER, roof: str = PEPPER, pane: str = SLATE
    ) -> None:
        """A house standing on y."""
        self.box(x, y - size * 0.6, size, size * 0.6, wall)
        self.shape(
            (x - size * 0.1, y - size * 0.6), (x + size / 2, y - size), (x + size * 1.1, y - size * 0.6), fill=roof
        )
        self.box(x + size * 0.15, y - size * 0.42, size * 0.22, size * 0.2, pane)
        self.box(x + size * 0.6, y - size * 0.4, size * 0.22, size * 0.4, PLUM)

    def tree(self, x: float, y: float, size: float, fill: str = FOREST) -> None:
        self.box(x - size * 0.06, y - size * 0.4, size * 0.12, size * 0.4, BREAD)
        self.disc(x, y - size * 0.65, size * 0.35, fill)

    def png(self) -> bytes:
        """The finished picture, small because it has few colours."""
        reduced = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).quantize(COLOURS)
        stored = io.BytesIO()
        reduced.save(stored, "PNG", optimize=True)
        return stored.getvalue()


def around(count: int, radius: float, *, turn: float = 0, flat: float = 1) -> Iterator[tuple[float, float]]:
    """Points at equal distances around the middle of the sheet."""
    for step in range(count):
        angle = math.tau * step / count + turn
        yield WIDTH / 2 + radius * math.cos(angle), HEIGHT / 2 + radius * math.sin(angle) * flat


def round_table() -> Sheet:
    sheet = Sheet(LINEN)
    sheet.disc(600, 337, 330, RULE)
    seats = (DANUBE, PEPPER, LINDEN, PLUM, QUINCE, SLATE, DANUBE, PEPPER, LINDEN, PLUM)
    for (x, y), fill in zip(around(len(seats), 272), seats, strict=True):
        sheet.disc(x, y, 52, fill)
        sheet.disc(x, y, 30, SKINS[seats.index(fill) % len(SKINS)])
    sheet.disc(600, 337, 205, BREAD)
    sheet.disc(600, 337, 190, "#d7a873")
    for x, y in around(len(seats), 148):
        sheet.disc(x, y, 26, PAPER)
        sheet.disc(x, y, 17, PEPPER if x > WIDTH / 2 else BREAD)
    sheet.disc(600, 337, 66, PAPER)
    sheet.disc(600, 337, 52, BREAD)
    for x, y in around(4, 30, turn=0.4):
        sheet.line((600, 337), (x, y), fill="#9a6a3a", width=5)
    return sheet


def village_road() -> Sheet:
    sheet = Sheet(SKY)
    sheet.disc(960, 140, 62, QUINCE)
    sheet.hills(330, 60, 1.1, 0.6, WATER)
    sheet.hills(400, 50, 1.4, 2.2, MEADOW)
    sheet.hills(500, 36, 0.9, 4.4, LINDEN)
    for x, y, size in ((150, 402, 90), (290, 372, 70), (820, 430, 80), (930, 452, 100)):
        sheet.house(x, y, size)
    for x, y, size in ((90, 420, 90), (420, 400, 100), (760, 440, 90), (1090, 480, 130)):
        sheet.tree(x, y, size)
    road = [(560, 420), (600, 455), (500, 500), (420, 550), (520, 620), (640, 675)]
    for fill, width in ((PAPER, 74), (SLATE, 62)):
        sheet.line(*road, fill=fill, width=width)
    sheet.box(450, 470, 150, 78, PAPER, radius=12)
    sheet.box(560, 482, 36, 32, WATER, radius=5)
    sheet.box(450, 514, 150, 12, PEPPER)
    for x in (484, 566):
        sheet.disc(x, 550, 18, INK)
        sheet.disc(x, 550, 8, RULE)
    return sheet


def night_telephone() -> Sheet:
    sheet = Sheet(NIGHT)
    for x, y in ((120, 90), (300, 150), (470, 70), (860, 190), (1110, 230), (690, 120), (210, 260)):
        sheet.disc(x, y, 4, PAPER)
    sheet.disc(1000, 130, 58, QUINCE)
    sheet.disc(1024, 116, 52, NIGHT)
    sheet.hills(520, 30, 0.8, 1.0, "#1c4552")
    sheet.house(140, 540, 230, wall="#3b5560", roof="#5c2a20", pane=QUINCE)
    sheet.hills(600, 14, 1.3, 0.2, "#0b2129")
    sheet.box(640, 250, 330, 260, DANUBE, radius=34)
    sheet.box(672, 282, 266, 150, PAPER, radius=18)
    for row in range(2):
        for column in range(4):
            sheet.box(694 + column * 60, 302 + row * 62, 44, 44, (PEPPER, RULE)[(row + column) % 2], radius=9)
    sheet.line((620, 232), (700, 190), (900, 190), (990, 232), fill=PEPPER, width=48)
    sheet.line((970, 420), (1050, 440), (1010, 500), (1090, 540), fill=PEPPER, width=12)
    return sheet


def visit_at_the_door() -> Sheet:
    sheet = Sheet("#e9d9bd")
    sheet.box(0, 560, WIDTH, 115, "#b99a6d")
    sheet.box(420, 90, 340, 470, SLATE)
    sheet.shape((452, 118), (690, 160), (690, 560), (452, 560), fill=DANUBE)
    sheet.disc(668, 360, 11, QUINCE)
    sheet.box(480, 190, 150, 120, WATER, radius=8)
    sheet.box(860, 190, 180, 170, PAPER)
    sheet.box(872, 202, 156, 146, SKY)
    sheet.line((950, 202), (950, 348), fill=PAPER, width=9)
    for x in (890, 950, 1010):
        sheet.box(x - 24, 360, 48, 44, PEPPER, radius=6)
        sheet.disc(x, 344, 26, LINDEN)
    sheet.box(205, 330, 120, 232, PLUM, radius=46)
    sheet.disc(265, 276, 56, SKINS[0])
    sheet.shape((209, 270), (222, 220), (265, 204), (310, 222), (322, 270), (265, 244), fill=INK)
    sheet.line((312, 390), (372, 440), fill=PLUM, width=36)
    sheet.box(340, 440, 104, 84, PEPPER, radius=14)
    sheet.box(340, 474, 104, 10, PAPER)
    sheet.disc(392, 479, 13, QUINCE)
    return sheet


def kindergarten() -> Sheet:
    sheet = Sheet("#f6e7b6")
    sheet.disc(150, 130, 70, QUINCE)
    sheet.box(0, 520, WIDTH, 155, MEADOW)
    sheet.box(330, 240, 520, 290, PAPER)
    sheet.shape((290, 250), (590, 110), (890, 250), fill=PEPPER)
    for x, fill in ((372, DANUBE), (486, LINDEN), (690, PLUM), (770, QUINCE)):
        sheet.box(x, 300, 64, 84, fill, radius=6)
    sheet.box(566, 400, 96, 130, BREAD, radius=8)
    blocks = ((930, 466, DANUBE), (1010, 466, PEPPER), (970, 388, QUINCE), (1090, 466, LINDEN))
    for x, y, fill in blocks:
        sheet.box(x, y, 74, 74, fill, radius=10)
    for x, fill, skin in ((120, DANUBE, 0), (210, PEPPER, 1), (272, LINDEN, 2)):
        sheet.box(x - 28, 470, 56, 92, fill, radius=24)
        sheet.disc(x, 440, 32, SKINS[skin])
    sheet.line((210, 490), (330, 300), (420, 160), fill=SLATE, width=3)
    sheet.shape((420, 90), (470, 150), (430, 220), (380, 150), fill=PLUM)
    return sheet


def map_with_gaps() -> Sheet:
    sheet = Sheet(LINEN)
    sheet.box(90, 60, 1020, 555, PAPER, radius=10)
    sheet.shape((150, 120), (520, 90), (600, 300), (360, 420), (160, 360), fill="#dfe3c4")
    sheet.shape((540, 90), (1040, 120), (1060, 330), (760, 380), (620, 300), fill="#efe0c4")
    sheet.shape((160, 380), (360, 440), (590, 330), (700, 560), (200, 580), fill="#e6d3d9")
    sheet.shape((720, 560), (640, 340), (760, 400), (1060, 350), (1040, 570), fill="#d4e2e2")
    sheet.line((90, 250), (330, 300), (560, 240), (760, 420), (1110, 470), fill=WATER, width=20)
    pins = (
        (260, 200, PEPPER),
        (430, 180, LINDEN),
        (720, 190, DANUBE),
        (930, 230, PEPPER),
        (330, 500, QUINCE),
        (850, 500, PLUM),
    )
    for x, y, fill in pins:
        sheet.shape((x - 26, y - 30), (x + 26, y - 30), (x, y + 28), fill=fill)
        sheet.disc(x, y - 36, 28, fill)
        sheet.disc(x, y - 36, 11, PAPER)
    for x, y in ((520, 470), (980, 420), (580, 150)):
        sheet.disc(x, y, 30, SLATE)
        sheet.disc(x, y, 25, PAPER)
    return sheet


def workshop() -> Sheet:
    sheet = Sheet("#d9c3a0")
    for y in range(0, HEIGHT, 96):
        sheet.line((0, y), (WIDTH, y), fill="#c9b08a", width=4)
    sheet.line((190, 520), (330, 210), fill=BREAD, width=34)
    sheet.box(250, 130, 170, 78, SLATE, radius=12)
    sheet.line((520, 150), (640, 500), fill=SLATE, width=26)
    sheet.line((680, 150), (560, 500), fill=SLATE, width=26)
    sheet.disc(600, 330, 14, QUINCE)
    for x in (548, 654):
        sheet.disc(x, 536, 48, PEPPER)
        sheet.disc(x, 536, 28, "#d9c3a0")
    sheet.box(800, 150, 270, 190, DANUBE, radius=16)
    sheet.box(826, 176, 218, 138, PAPER, radius=8)
    for row in range(4):
        sheet.line((850, 204 + row * 28), (1010 - row * 26, 204 + row * 28), fill=RULE, width=9)
    sheet.disc(860, 480, 74, PLUM)
    for turn in range(3):
        sheet.disc(860, 480, 60 - turn * 18, ROSE if turn % 2 else PLUM)
    sheet.line((930, 500), (1010, 560), (1100, 520), fill=PLUM, width=8)
    return sheet


def webinar() -> Sheet:
    sheet = Sheet(SKY)
    sheet.box(0, 540, WIDTH, 135, BREAD)
    sheet.box(250, 90, 700, 430, INK, radius=24)
    sheet.box(276, 116, 648, 378, PAPER, radius=8)
    sheet.shape((180, 560), (1020, 560), (950, 520), (250, 520), fill=SLATE)
    grounds = (DANUBE, LINDEN, PLUM, QUINCE, PEPPER, SLATE)
    for place, ground in enumerate(grounds):
        x, y = 296 + place % 3 * 208, 134 + place // 3 * 178
        sheet.box(x, y, 192, 162, ground, radius=10)
        sheet.box(x + 48, y + 104, 96, 58, LINEN, radius=26)
        sheet.disc(x + 96, y + 78, 38, SKINS[place % len(SKINS)])
    sheet.box(1010, 470, 90, 100, PAPER, radius=16)
    sheet.disc(1108, 520, 28, PAPER)
    sheet.disc(1108, 520, 15, SKY)
    return sheet


def river_plan() -> Sheet:
    sheet = Sheet("#e4e9cf")
    sheet.line((-20, 120), (260, 220), (520, 180), (800, 340), (1220, 300), fill=WATER, width=150)
    sheet.line((-20, 120), (260, 220), (520, 180), (800, 340), (1220, 300), fill=DANUBE, width=96)
    for x, y, size in ((90, 460, 110), (250, 520, 130), (460, 440, 110), (880, 560, 130), (1030, 520, 100)):
        sheet.house(x, y, size)
    for x, y in ((640, 470), (720, 560), (1120, 160), (930, 180), (340, 110)):
        sheet.tree(x, y, 110)
    sheet.line((420, 480), (560, 600), (760, 620), fill=PEPPER, width=12)
    sheet.shape((750, 590), (820, 622), (750, 654), fill=PEPPER)
    for x, y in ((300, 330), (560, 300), (860, 450)):
        sheet.box(x - 7, y - 70, 14, 90, PAPER)
        sheet.box(x - 7, y - 46, 14, 22, PEPPER)
        sheet.box(x - 7, y, 14, 20, PEPPER)
    return sheet


SCENES: dict[str, Callable[[], Sheet]] = {
    "round-table": round_table,
    "village-road": village_road,
    "night-telephone": night_telephone,
    "visit-at-the-door": visit_at_the_door,
    "kindergarten": kindergarten,
    "map-with-gaps": map_with_gaps,
    "workshop": workshop,
    "webinar": webinar,
    "river-plan": river_plan,
}
