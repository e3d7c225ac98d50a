"""Where: area systems, their levels, their editions, and the areas of an edition."""

from areas.models.areas import Area, LevelShapes
from areas.models.imports import AreaImport
from areas.models.systems import AreaEdition, AreaLevel, AreaSystem

__all__ = ["Area", "AreaEdition", "AreaImport", "AreaLevel", "AreaSystem", "LevelShapes"]
