"""What every kind of panel has. A kind is a small module; ``monitoring.dashboards.kinds`` lists them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from indicators.catalogue.problems import CatalogueError, Findings
from indicators.catalogue.readers import INVALID
from indicators.catalogue.tables import Table
from monitoring.dashboards.scene import Plan, Scene
from monitoring.departments.access import Right
from monitoring.departments.readers import Reader

Settings = Any
"""A frozen dataclass of the kind's own."""


def no_indicators(settings: Settings) -> tuple[str, ...]:
    """For kinds that show none."""
    return ()


def no_mark(reader: Reader) -> tuple[object, ...]:
    """For kinds that show nothing beyond release, catalogue and layout."""
    return ()


@dataclass(frozen=True)
class Kind:
    """``settings`` reads, validates, writes and documents what a panel of this kind can be told.

    ``plan`` says what has to be read for a scene and how the answer follows from it; it raises ``Unanswerable`` where there
    is nothing to show. Whoever lacks ``right`` does not even learn that there is such a panel. ``mark`` is what an answer
    depends on beyond release, catalogue and layout: part of its tag.
    """

    code: str
    name: Promise
    right: Right
    settings: Table
    plan: Callable[[Settings, Scene], Plan]
    indicators: Callable[[Settings], tuple[str, ...]] = no_indicators
    mark: Callable[[Reader], tuple[object, ...]] = no_mark

    @property
    def is_for_staff_alone(self) -> bool:
        """Whether it sorts areas by need: never part of a dashboard for others than the administration."""
        return self.right is Right.SEE_SORTED_BY_NEED

    def read(self, document: dict[str, Any]) -> Settings:
        """The settings that a document holds.

        Raises:
            CatalogueError: the document breaks the form; problems name the keys.
        """
        findings = Findings(self.code)
        settings = self.settings.read(document, "", findings)
        if settings is INVALID:
            raise CatalogueError(findings.problems)
        return settings

    def write(self, settings: Settings) -> dict[str, Any]:
        """The canonical document of settings: what equals its default is left out."""
        return self.settings.write(settings)
