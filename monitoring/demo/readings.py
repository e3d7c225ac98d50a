"""What the calculation of a delivery reads of what others deliver."""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.models import ImportProfile, Indicator


@dataclass(frozen=True)
class Readings:
    """By profile: the measures that it delivers, and all that the indicators read which any of them touches."""

    delivered: Mapping[str, frozenset[str]]
    read: Mapping[str, frozenset[str]]

    @classmethod
    def of_the_catalogue(cls) -> "Readings":
        """As the catalogue stands."""
        delivered = {profile.code: frozenset(profile.spec.measures) for profile in ImportProfile.objects.all()}
        together = [frozenset(indicator.spec.measures) for indicator in Indicator.objects.all()]
        read = {
            profile: measures.union(*(those for those in together if those & measures))
            for profile, measures in delivered.items()
        }
        return cls(delivered, read)

    def reads(self, profile: str, other: str) -> bool:
        """Whether a calculation for ``profile`` reads what ``other`` delivers."""
        return bool(self.read[profile] & self.delivered[other])
