"""An invented city with shapes: 448 planning areas with wiggly borders, nested four levels deep, imported from files."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from tests.areas.invented import EAST, NORTH, Feature, write_layer

LEVELS = {"stadt": 1, "bezirk": 12, "prognoseraum": 60, "bezirksregion": 138, "planungsraum": 448}
WIDTH = 2  # digits of a code that each level below the city adds
RADIUS = 16_000.0
STEP = 34.0  # metres between the points of a border, roughly
_BEGINNINGS = ("Alt", "Neu", "Ober", "Nieder", "Linden", "Birken", "Mühlen", "Kirch", "Schiffer", "Gärtner")
_ENDINGS = ("dorf", "berg", "felde", "hafen", "au", "thal", "hagen", "brück", "wiesen", "grund")
_ADDITIONS = ("Nord", "Süd", "Ost", "West", "Mitte", "Siedlung", "am Park", "Bahnhofstraße", "Alter Markt", "Ring")


@dataclass(frozen=True)
class Cell:
    """One planning area; its code begins with those of the areas above."""

    code: str
    shape: shapely.Polygon


def _points(chance: np.random.Generator) -> np.ndarray:
    """Where the planning areas are: denser in the middle, in metres from the city's corner."""
    number = LEVELS["planungsraum"]
    angle, distance = chance.uniform(0, 2 * np.pi, number), RADIUS * chance.uniform(0.02, 1, number) ** 0.7
    return RADIUS + np.column_stack([distance * np.cos(angle), distance * np.sin(angle)]) + [EAST, NORTH]


def _frame() -> shapely.Polygon:
    """The city's border before it wiggles."""
    angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    reach = RADIUS * (1.03 + 0.08 * np.sin(3 * angle) + 0.05 * np.cos(7 * angle))
    middle = np.array([EAST, NORTH]) + RADIUS
    return shapely.Polygon(middle + reach[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]))


def _wiggle(start: np.ndarray, end: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """A straight border as a crooked one: halved again and again, each middle moved sideways."""
    points = np.array([start, end])
    for _ in range(int(np.log2(max(1.0, np.linalg.norm(end - start) / STEP)).round())):
        steps = np.diff(points, axis=0)
        aside = np.column_stack([-steps[:, 1], steps[:, 0]]) * chance.normal(0, 0.03, (len(steps), 1)).clip(-0.1, 0.1)
        middles = points[:-1] + steps / 2 + aside
        points = np.insert(points, np.arange(1, len(points)), middles, axis=0)
    return points


def _shapes(chance: np.random.Generator) -> tuple[list[shapely.Polygon], np.ndarray]:
    """Polygons that share their borders vertex for vertex, and a point in each before the borders wiggled."""
    frame = _frame()
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(_points(chance)), extend_to=frame))
    cells = shapely.coverage_clean(shapely.intersection(cells, frame), snapping_distance=0.01, gap_width=1)
    borders: dict[tuple[tuple[float, ...], tuple[float, ...]], np.ndarray] = {}
    found = []
    for cell in cells:
        corners = [tuple(corner) for corner in shapely.get_coordinates(cell.exterior).tolist()]
        ring = []
        for start, end in zip(corners, corners[1:], strict=False):
            key = (min(start, end), max(start, end))
            if key not in borders:
                borders[key] = _wiggle(np.array(key[0]), np.array(key[1]), chance)
            ring.append(borders[key][:-1] if start == key[0] else borders[key][:0:-1])
        found.append(shapely.Polygon(np.concatenate(ring)))
    return found, shapely.get_coordinates(shapely.centroid(cells))


def _codes(places: np.ndarray, chance: np.random.Generator) -> list[str]:
    """A code for each place: every level gathers what lies nearest, and numbers it inside the level above."""
    order = chance.permutation(len(places))
    above = {level: order[:number] for level, number in LEVELS.items() if level != "planungsraum"}
    chain = [np.arange(len(places))]
    for level in ("bezirksregion", "prognoseraum", "bezirk"):
        heads = above[level]
        distance = np.linalg.norm(places[chain[-1]][:, None] - places[heads][None], axis=2)
        chain.append(heads[distance.argmin(axis=1)])
    codes, numbers = [], {}
    for ancestors in zip(*reversed(chain), strict=True):
        code = ""
        for ancestor in ancestors:
            known = numbers.setdefault(code, {})
            code += f"{known.setdefault(ancestor, len(known) + 1):0{WIDTH}}"
        codes.append(code)
    return codes


def cells() -> list[Cell]:
    """The planning areas in the order of their codes, the same in every run."""
    chance = np.random.default_rng(448)
    shapes, places = _shapes(chance)
    found = [Cell(code, shape) for code, shape in zip(_codes(places, chance), shapes, strict=True)]
    return sorted(found, key=lambda cell: cell.code)


def _name(number: int) -> str:
    return f"{_BEGINNINGS[number % 10]}{_ENDINGS[number // 10 % 10]} {_ADDITIONS[(number // 100 + number) % 10]}"


def write(folder: Path) -> list[tuple[str, Path]]:
    """A file of each level, coarsest first."""
    finest = cells()
    files = []
    for rank, level in enumerate(LEVELS):
        groups: dict[str, list[shapely.Polygon]] = {}
        for cell in finest:
            groups.setdefault(cell.code[: rank * WIDTH] if rank else "0", []).append(cell.shape)
        features = [
            Feature(code, _name(number), shapely.union_all(shapes) if len(shapes) > 1 else shapes[0])
            for number, (code, shapes) in enumerate(groups.items())
        ]
        files.append((level, write_layer(folder / f"{level}.gpkg", features)))
    return files


def import_city(folder: Path) -> int:
    """Imports and activates the edition ``lor-2000-01-01``; returns the number of vertices before simplification."""
    from datetime import date

    from areas.importing import LevelFile, import_areas

    files = write(folder)
    for rank, (level, path) in enumerate(files):
        import_areas(
            file=LevelFile(path, "code", "name", parent_prefix=(rank - 1) * WIDTH if rank > 1 else None),
            by="bench",
            system="lor",
            valid_from=date(2000, 1, 1),
            level=level,
            activate=rank == len(files) - 1,
        )
    return int(sum(shapely.get_num_coordinates(cell.shape) for cell in cells()))
