"""The typeface of papers: the cuts of Fira Sans that the bundle brings, and no font of the machine."""

import tempfile
from functools import lru_cache
from pathlib import Path

import typst
from django.conf import settings

from monitoring.papers.woff import to_sfnt

#: Script as the package names it → the family that its cut has here. The first that has a sign is taken.
FAMILIES = {
    "latin": "Fira Sans",
    "latin-ext": "Fira Sans Latin Extended",
    "greek": "Fira Sans Greek",
    "greek-ext": "Fira Sans Greek Extended",
    "cyrillic": "Fira Sans Cyrillic",
    "cyrillic-ext": "Fira Sans Cyrillic Extended",
    "vietnamese": "Fira Sans Vietnamese",
}
CUTS = ("400-normal", "400-italic", "600-normal")


class FontMissing(RuntimeError):
    """A cut of the typeface is not there: nothing is set in another one instead."""


def folder() -> Path:
    """Where the bundle keeps the fonts of papers: beside what browsers load."""
    built = Path(settings.BASE_DIR) / "static" / "dist" / "fonts"
    return built if built.is_dir() else Path(settings.STATIC_ROOT) / "fonts"


def fonts() -> typst.Fonts:
    """All cuts, read once in the life of the process.

    Raises:
        FontMissing: one of them is missing or unreadable.
    """
    return _loaded(folder())[0]


@lru_cache(maxsize=2)
def _loaded(source: Path) -> tuple[typst.Fonts, tempfile.TemporaryDirectory[str]]:
    """The typesetter reads files only: they lie in a folder that lives as long as what is returned."""
    target = tempfile.TemporaryDirectory(prefix="papers-")
    for script, family in FAMILIES.items():
        for cut in CUTS:
            path = source / f"fira-sans-{script}-{cut}.woff"
            try:
                font = to_sfnt(path.read_bytes(), family)
            except (OSError, ValueError) as problem:
                target.cleanup()
                raise FontMissing(f"{path}: {problem}. The bundle brings it: npm ci and npm run build") from problem
            (Path(target.name) / f"{path.stem}.ttf").write_bytes(font)
    loaded = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[target.name])
    found = {(font.family, font.style, font.weight) for font in loaded.fonts()}
    wanted = {(family, cut.split("-")[1], int(cut.split("-")[0])) for family in FAMILIES.values() for cut in CUTS}
    if not wanted <= found:
        raise FontMissing(f"unreadable: {sorted(wanted - found)}")
    return loaded, target
