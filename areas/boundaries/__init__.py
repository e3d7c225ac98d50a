"""Boundaries: read, clean, verify, dissolve, simplify. Pure: no Django, no models; it speaks in codes."""

from areas.boundaries.changes import AreaChange, CleaningReport, Gap, Overlap
from areas.boundaries.continuity import positions_before
from areas.boundaries.corrections import AppliedCorrection, Correction, apply_corrections, parse_corrections
from areas.boundaries.coverage import clean_coverage
from areas.boundaries.finishing import (
    DeliveredLevel,
    FinishedEdition,
    FinishedLevel,
    finish_edition,
    label_points,
    reproject,
)
from areas.boundaries.naming import NamedPlaces, read_places
from areas.boundaries.nesting import Comparison, Deviation, check_inside_parents, compare_delivered, dissolve_upwards
from areas.boundaries.problems import PROBLEM_CODES, REASONS, BoundaryError, Problem, refuse
from areas.boundaries.reading import STORAGE_SRID, Layer, read_layer
from areas.boundaries.repair import Polygons, Repair, as_multipolygon, as_multipolygons
from areas.boundaries.topology import Shapes, simplify_coverage, to_topojson

__all__ = [
    "PROBLEM_CODES",
    "REASONS",
    "STORAGE_SRID",
    "AppliedCorrection",
    "AreaChange",
    "BoundaryError",
    "CleaningReport",
    "Comparison",
    "Correction",
    "DeliveredLevel",
    "Deviation",
    "FinishedEdition",
    "FinishedLevel",
    "Gap",
    "Layer",
    "NamedPlaces",
    "Overlap",
    "Polygons",
    "Problem",
    "Repair",
    "Shapes",
    "apply_corrections",
    "as_multipolygon",
    "as_multipolygons",
    "check_inside_parents",
    "clean_coverage",
    "compare_delivered",
    "dissolve_upwards",
    "finish_edition",
    "label_points",
    "parse_corrections",
    "positions_before",
    "read_layer",
    "read_places",
    "refuse",
    "reproject",
    "simplify_coverage",
    "to_topojson",
]
