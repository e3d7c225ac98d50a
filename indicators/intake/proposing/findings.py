"""What the proposer found in a file, before it is written down as a profile's document."""

from dataclasses import dataclass

from indicators.catalogue.specs import ProfileSpec, SumOf
from indicators.intake.proposing.heading import Heading
from indicators.intake.proposing.notation import Writing
from indicators.intake.proposing.placing import OtherRows, Placing
from indicators.intake.proposing.proposal import SeenColumn, SeenSign, Use
from indicators.intake.proposing.shaping import Shape
from indicators.intake.proposing.sheets import OpenedFile


@dataclass(frozen=True)
class Findings:
    """``shows_numbers``: whether the cells show a decimal sign; otherwise ``writing`` is the custom of such files."""

    file: OpenedFile
    file_name: str
    placing: Placing
    heading: Heading
    sheets: tuple[str, ...]
    writing: Writing
    shows_numbers: bool
    shape: Shape
    others: OtherRows
    footers: tuple[tuple[str, int], ...]
    columns: tuple[SeenColumn, ...]
    signs: tuple[SeenSign, ...]
    sums: tuple[tuple[SumOf, int], ...]
    at_most: tuple[tuple[str, str, int], ...]
    profiles: tuple[ProfileSpec, ...]
    base: ProfileSpec | None

    @property
    def mapping(self) -> dict[str, str]:
        """Column (or word) → measure, where one is proposed."""
        return {one.name: one.guess.value for one in self.columns if one.use is Use.MEASURE and one.guess.value}

    @property
    def share(self) -> float:
        """How much of the edition's areas the file has."""
        return self.placing.areas / max(1, len(self.placing.level.names))

    @property
    def rules(self) -> tuple[SumOf, ...]:
        """The sums between columns that are loaded."""
        return tuple(one for one, _ in self.sums if {one.total, *one.parts} <= self.mapping.keys())
