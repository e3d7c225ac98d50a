"""What a portal with the demo holds, in figures."""

from dataclasses import dataclass

from areas.models import Area, AreaEdition, AreaSystem
from indicators.models import Delivery, LiveRelease, Observation, Release, ReleaseEntry


@dataclass(frozen=True)
class Figures:
    """Counts of what is stored; ``live`` is the number of the live release, ``blocks`` how many blocks it holds."""

    systems: int
    editions: int
    areas: int
    deliveries: int
    observations: int
    releases: int
    live: str
    blocks: int

    def __str__(self) -> str:
        return (
            f"{self.systems} area systems, {self.editions} editions, {self.areas:,} areas; {self.deliveries:,} deliveries, "
            f"{self.observations:,} observations; {self.releases:,} releases, {self.live} is live with {self.blocks:,} blocks"
        )


def figures() -> Figures:
    """Count."""
    live = LiveRelease.objects.select_related("release").first()
    return Figures(
        systems=AreaSystem.objects.filter(is_demo=True).count(),
        editions=AreaEdition.objects.filter(system__is_demo=True).count(),
        areas=Area.objects.filter(edition__system__is_demo=True).count(),
        deliveries=Delivery.objects.count(),
        observations=Observation.objects.count(),
        releases=Release.objects.count(),
        live=live.release.number if live else "–",
        blocks=ReleaseEntry.objects.filter(release=live.release).count() if live else 0,
    )
