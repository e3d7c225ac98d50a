"""The classes of an index with their edges, as formulas."""

from dataclasses import dataclass

from indicators.catalogue.specs import IndexSpec
from monitoring.api.index_words import class_names
from monitoring.methods.formulas import Formula
from monitoring.numbers import format_number


@dataclass(frozen=True)
class ClassRange:
    """A class: its name, and which values of the index ``I`` belong to it."""

    name: str
    range: Formula


def class_ranges(spec: IndexSpec, told: str = "I") -> list[ClassRange]:
    """Every class with its range, the edges where the definition puts them; ``told``: what stands between the edges."""
    edges = [format_number(edge, _decimals(edge)) for edge in spec.breaks]
    found = []
    for at, name in enumerate(class_names(spec)):
        low = f"{edges[at - 1]} {'<' if spec.closed[at - 1] == '<=' else '≤'} " if at else ""
        high = f" {'≤' if spec.closed[at] == '<=' else '<'} {edges[at]}" if at < len(edges) else ""
        found.append(ClassRange(name, Formula(f"{low}{told}{high}")))
    return found


def _decimals(edge: float) -> int:
    return next((places for places in (0, 1, 2) if round(edge, places) == edge), 3)
