"""Addresses of the shapes of an edition. They carry the content's hash, so that a browser fetches each once."""

from functools import lru_cache

from django.urls import reverse

from areas.models import LevelShapes


@lru_cache(maxsize=32)
def shapes_urls(edition_id: int, edition: str) -> dict[str, str]:
    """Level → address; an edition in force refuses changes, so this is read once and kept for the life of the process."""
    found = LevelShapes.objects.filter(edition_id=edition_id).values_list("level__code", "sha256")
    return {level: f"{reverse('api-shapes', args=[edition, level])}?v={sha256}" for level, sha256 in found}
