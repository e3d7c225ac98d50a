"""GEOS and GDAL for GeoDjango, out of the wheels of shapely and pyogrio: the Python side is ``pip install`` alone."""

import importlib.util
from pathlib import Path


def _bundled(package: str, pattern: str) -> str | None:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent.parent / f"{package}.libs"
    return next((str(path) for path in sorted(folder.glob(pattern))), None)


def geos_library() -> str | None:
    """Path of shapely's own GEOS; ``None`` leaves the search to Django."""
    return _bundled("shapely", "libgeos_c-*")


def gdal_library() -> str | None:
    """Path of pyogrio's own GDAL; ``None`` leaves the search to Django."""
    return _bundled("pyogrio", "libgdal-*")
