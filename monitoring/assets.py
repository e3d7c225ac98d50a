"""The bundled front end: ``static/build.js`` writes hashed files and a manifest; templates ask by plain names."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static


class AssetsNotBuilt(RuntimeError):
    """The bundle is missing: ``npm ci && npm run build`` makes it; the launcher does so by itself."""


def manifest_path() -> Path:
    """The manifest beside the files that are served; before any were collected, the one that the build wrote."""
    collected = Path(settings.STATIC_ROOT) / "manifest.json"
    return collected if collected.exists() else Path(settings.BASE_DIR) / "static" / "dist" / "manifest.json"


@cache
def _manifest(path: Path, _changed: int) -> dict[str, str]:
    return json.loads(path.read_text())


def asset_url(name: str) -> str:
    """Address of a bundled file, ``map.js`` → ``/static/map-3FJK2L7A.js``.

    Raises:
        AssetsNotBuilt: there is no manifest.
        KeyError: the manifest does not know the name.
    """
    path = manifest_path()
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        raise AssetsNotBuilt("static/dist/manifest.json is missing: run npm ci and npm run build") from None
    return static(_manifest(path, changed)[name])
