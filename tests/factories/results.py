"""Results and releases of the invented city."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from areas.models import AreaEdition, AreaLevel
from indicators.models import Indicator, LiveRelease, Period, Release, ReleaseEntry, ResultBlock
from indicators.periods import parse_period
from indicators.states import ValueState

OK, MISSING, SUPPRESSED = ValueState.OK, ValueState.MISSING, ValueState.SUPPRESSED


def make_period(code: str) -> Period:
    span = parse_period(code)
    found, _ = Period.objects.get_or_create(
        code=code, defaults={"kind": span.kind, "starts": span.starts, "ends": span.ends}
    )
    return found


#: Level → per area (numerator, denominator), or a state without numbers.
Counts = Mapping[str, Sequence[tuple[float, float] | ValueState]]

COUNTS: Counts = {
    "stadt": [(110, 1110)],
    "bezirk": [(70, 700), (38, 400), (2, 10)],
    "planungsraum": [(60, 300), (10, 400), (30, 320), (8, 80), (2, 10)],
}
EARLIER: Counts = {
    "stadt": [(100, 1100)],
    "bezirk": [(60, 700), (38, 390), (2, 10)],
    "planungsraum": [(50, 300), SUPPRESSED, (30, 310), MISSING, (2, 10)],
}


@dataclass
class Releases:
    """Makes releases one after the other; each holds everything of ``blocks``, the last made is live."""

    edition: AreaEdition
    blocks: dict[tuple[str, str, str], ResultBlock] = field(default_factory=dict)
    serial: int = 0

    def add(self, indicator: Indicator, period: str, counts: Counts, *, scale: float = 100) -> None:
        """The blocks of one indicator and period, one per level."""
        at = make_period(period)
        for level in AreaLevel.objects.filter(system=self.edition.system):
            if level.code in counts:
                self.blocks[indicator.code, period, level.code] = _block(
                    indicator, at, self.edition, level, counts[level.code], scale
                )

    def release(self, reason: str = "Erste Lieferung", **attributes: Any) -> Release:
        """A release of all blocks so far; the pointer moves to it."""
        self.serial += 1
        previous = Release.objects.order_by("-pk").first()
        release = Release.objects.create(
            year=2026,
            serial=self.serial,
            reason=reason,
            uploaded_by="statistik",
            approved_by="pruefung",
            manifest_sha256=hashlib.sha256(f"{self.serial}".encode()).hexdigest(),
            previous=previous,
            **attributes,
        )
        ReleaseEntry.objects.bulk_create(
            ReleaseEntry(
                release=release,
                indicator=block.indicator,
                level=block.level,
                edition=block.edition,
                period=block.period,
                block=block,
            )
            for block in self.blocks.values()
        )
        LiveRelease.objects.update_or_create(municipality="city", defaults={"release": release})
        return release


def _block(
    indicator: Indicator, period: Period, edition: AreaEdition, level: AreaLevel, cells: Sequence[Any], scale: float
) -> ResultBlock:
    ok = [not isinstance(cell, ValueState) for cell in cells]
    pairs = [cell if fine else (None, None) for cell, fine in zip(cells, ok, strict=True)]
    value = [scale * n / d if fine else None for (n, d), fine in zip(pairs, ok, strict=True)]
    content = f"{indicator.code} {period.code} {edition.code} {level.code} {list(cells)}"
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    block, _ = ResultBlock.objects.get_or_create(
        content_sha256=sha256,
        defaults={
            "inputs_sha256": sha256,
            "indicator": indicator,
            "period": period,
            "denominator_period": period,
            "edition": edition,
            "level": level,
            "as_of": date(2021, 1, 31),
            "data_status": "final",
            "code_version": "test",
            "status": [int(ValueState.OK) if fine else int(cell) for cell, fine in zip(cells, ok, strict=True)],
            "numerator": [n for n, _ in pairs],
            "denominator": [d for _, d in pairs],
            "value": value,
            "low": [None if v is None else v * 0.9 for v in value],
            "high": [None if v is None else v * 1.1 for v in value],
            "coverage": [None if v is None else 1.0 for v in value],
        },
    )
    return block
