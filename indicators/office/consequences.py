"""What a change of the catalogue brings about, before anybody decides: keys, readers of the entry, released values."""

from dataclasses import dataclass

from django.db.models import Count

from indicators.catalogue.dependents import Dependents, dependents, readers_in
from indicators.catalogue.differences import Difference, differences
from indicators.catalogue.documents import document_of
from indicators.catalogue.problems import CatalogueProblem
from indicators.catalogue.schemas import Part, Spec
from indicators.catalogue.specs import Catalogue
from indicators.journey import State
from indicators.models import Delivery, LiveRelease, ReleaseEntry
from indicators.standing import problems, spec_in, stored_catalogue


@dataclass(frozen=True)
class Touched:
    """How much of what is live reads the entry. ``release``: the number of what is live; nothing before the first."""

    release: str | None
    indicators: int
    periods: int
    blocks: int
    waiting_deliveries: int  # whose results are calculated anew, because the catalogue is another


@dataclass(frozen=True)
class Consequences:
    """``before``: the entry in force, none for a new one. With ``problems`` the change cannot be handed in."""

    part: Part
    before: Spec | None
    after: Spec
    differences: tuple[Difference, ...]
    problems: tuple[CatalogueProblem, ...]
    dependents: Dependents
    touched: Touched
    catalogue: Catalogue

    @property
    def changes_nothing(self) -> bool:
        """The entry would be what it is."""
        return not self.differences


def consequences(part: Part, after: Spec) -> Consequences:
    """What happens if ``after`` takes its place among what is in force now."""
    catalogue = stored_catalogue()
    before = spec_in(catalogue, part, after.code)
    readers = dependents(readers_in(catalogue), part, after.code)
    concerned = (*readers.indicators, *((after.code,) if part is Part.INDICATOR else ()))
    return Consequences(
        part=part,
        before=before,
        after=after,
        differences=differences(part, document_of(before) if before else None, document_of(after)),
        problems=problems(catalogue, part, after),
        dependents=readers,
        touched=_touched(concerned),
        catalogue=catalogue,
    )


def _touched(indicators: tuple[str, ...]) -> Touched:
    live = [pointer.release for pointer in LiveRelease.objects.select_related("release")]
    counted = ReleaseEntry.objects.filter(release__in=live, indicator__code__in=indicators).aggregate(
        indicators=Count("indicator", distinct=True), periods=Count("period", distinct=True), blocks=Count("pk")
    )
    waiting = Delivery.objects.filter(
        state__in=[State.CANDIDATE, State.APPROVED], calculation__entries__block__indicator__code__in=indicators
    )
    return Touched(
        release=live[0].number if live else None,
        waiting_deliveries=waiting.distinct().count() if indicators else 0,
        **counted,
    )
