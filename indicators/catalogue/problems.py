"""What can be wrong with catalogue files, as codes. ``monitoring.catalogue_messages`` words them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

Param = str | int | float


@dataclass(frozen=True, order=True)
class CatalogueProblem:
    """One problem: the file (relative to the folder), the key in it (dotted; empty: the file as a whole), and why."""

    file: str
    key: str
    code: str
    params: tuple[tuple[str, Param], ...] = ()


PROBLEM_CODES: dict[str, tuple[str, ...]] = {
    "no_folder": (),
    "nothing_found": (),
    "unknown_folder": ("allowed",),
    "not_utf8": (),
    "not_toml": ("line",),
    "unknown_key": ("allowed",),
    "missing_key": (),
    "missing_language": ("language",),
    "wrong_type": ("expected",),
    "empty_text": (),
    "control_character": (),
    "empty_list": (),
    "bad_code": ("value",),
    "code_is_not_file_name": ("value", "expected"),
    "duplicate_code": ("value", "first"),
    "duplicate_value": ("value",),
    "unknown_value": ("value", "allowed"),
    "out_of_range": ("value", "minimum", "maximum"),
    "not_a_date": ("value",),
    "not_a_period": ("value",),
    "dates_reversed": (),
    "not_ascending": (),
    "panel_for_staff_alone": ("kind",),
    "wrong_length": ("count", "expected"),
    "one_component": (),
    "weights_without_sum": ("sum",),
    "its_own_dynamics": (),
    "dynamics_of_dynamics": ("value",),
    "not_for_kind": ("kind",),
    "not_for_visibility": ("visibility",),
    "change_without_break": ("period",),
    "unknown_column": ("column",),
    "column_used_twice": ("column",),
    "measure_delivered_twice": ("measure",),
    "same_sign": (),
    "not_for_format": ("format",),
    "not_for_layout": ("layout",),
    "not_for_origin": ("origin",),
    "period_not_in_column": ("column",),
    "bad_pattern": ("value",),
    "row_used_twice": ("value",),
    "unresolved": ("value", "part"),
    "other_source": ("measure", "source"),
    "share_as_count": ("measure",),
    "in_use": ("value",),
    "released": ("value",),
}
"""Every code with the names of the parameters its wording may use."""


class CatalogueError(Exception):
    """The files are refused: nothing of them is loaded. ``problems`` are all of them, by file and key."""

    def __init__(self, problems: Iterable[CatalogueProblem]) -> None:
        self.problems: tuple[CatalogueProblem, ...] = tuple(sorted(set(problems)))
        super().__init__("; ".join(f"{p.file}: {p.key or '-'}: {p.code}" for p in self.problems))


@dataclass
class Findings:
    """Collects the problems of one file while it is read."""

    file: str
    problems: list[CatalogueProblem] = field(default_factory=list)

    def add(self, key: str, code: str, **params: Param) -> None:
        """Note a problem under ``key``; ``code`` and the names of ``params`` are those of ``PROBLEM_CODES``."""
        self.problems.append(CatalogueProblem(self.file, key, code, tuple(params.items())))
