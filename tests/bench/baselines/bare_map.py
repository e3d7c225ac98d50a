"""The baseline of ``map``: a bare Leaflet page with the same shapes and one array of values, all of it static files."""

import gzip
import shutil
from pathlib import Path

import brotli

ADDRESS = "/static/bare/bare_map.html"
_MODULES = Path(__file__).resolve().parents[3] / "node_modules"
_LIBRARIES = ("leaflet/dist/leaflet.js", "leaflet/dist/leaflet.css", "topojson-client/dist/topojson-client.min.js")


def build(static: Path, data: Path) -> None:
    """Puts the page below the static files, each file compressed as the portal's are; ``data`` holds shapes and values."""
    folder = static / "bare"
    folder.mkdir(parents=True, exist_ok=True)
    own = [Path(__file__).with_suffix(suffix) for suffix in (".html", ".css", ".js")]
    for path in (*own, *(_MODULES / name for name in _LIBRARIES), data / "shapes.topojson", data / "values.json"):
        copy = folder / path.name
        shutil.copy(path, copy)
        content = copy.read_bytes()
        copy.with_name(f"{copy.name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
        copy.with_name(f"{copy.name}.br").write_bytes(brotli.compress(content, quality=11))
