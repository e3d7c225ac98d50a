"""Which block a question means: defaults filled in, everything else named where it is not there."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from indicators.periods import Period, months_before
from indicators.queries.catalogue import Entry
from indicators.queries.continuity import edition_before
from indicators.queries.errors import Unanswerable, listed
from indicators.queries.releases import Line, manifest_of


@dataclass(frozen=True)
class Selection:
    """One indicator, edition, level and period of a release, with the same period a year before.

    There is none where nothing was released for it, or where the definition has changed since.

    ``earlier_edition`` is where that lies: in this edition, or before a reform in the one before.
    """

    line: Line
    earlier: Period | None
    earlier_edition: str
    lines: tuple[Line, ...]

    def at_levels(self, levels: Collection[str]) -> list[Line]:
        """The lines of both periods at these levels, each in its edition."""
        places = {(self.line.period, self.line.edition), (self.earlier, self.earlier_edition)}
        return [line for line in self.lines if line.level in levels and (line.period, line.edition) in places]


def lines_of(release_id: int, entry: Entry) -> tuple[Line, ...]:
    """The manifest's lines of an indicator; raises ``Unanswerable("nothing_released")``."""
    lines = manifest_of(release_id, entry.code)
    if not lines:
        raise Unanswerable("nothing_released", indicator=entry.code)
    return lines


def select(
    release_id: int, entry: Entry, *, period: str | None = None, level: str | None = None, edition: str | None = None
) -> Selection:
    """The block that is meant; by default the latest period, the newest edition that has it, the finest level.

    Where no edition is named, the common layer's comes before those of other area systems.

    Raises:
        Unanswerable: ``nothing_released``, ``unknown_period``, ``unknown_edition``, ``unknown_level``, with what there is.
    """
    lines = lines_of(release_id, entry)
    in_edition = [line for line in lines if line.edition == edition] if edition else list(lines)
    if not in_edition:
        raise Unanswerable("unknown_edition", edition=edition, known=listed(line.edition for line in lines))
    offered = [line for line in in_edition if line.level == level] or in_edition
    wanted = period or offered[-1].period.code
    of_period = [line for line in offered if line.period.code == wanted]
    if not of_period:
        known = listed(line.period.code for line in reversed(offered))
        raise Unanswerable("unknown_period", period=wanted, known=known)
    newest = max(reversed(of_period), key=lambda line: line.is_common).edition
    of_edition = [line for line in of_period if line.edition == newest]
    finest = level or max(of_edition, key=lambda line: line.level_rank).level
    found = next((line for line in of_edition if line.level == finest), None)
    if found is None:
        raise Unanswerable("unknown_level", level=finest, known=listed(line.level for line in of_edition))
    earlier, its_edition = year_before(found, lines), newest
    if earlier is None and (before := edition_before(newest, release_id)) is not None:
        its_edition = before.edition
        earlier = earlier_of(
            found, (line for line in lines if (line.edition, line.level) == (its_edition, found.level))
        )
    if earlier is not None and not entry.spec.comparable(earlier, found.period):
        earlier = None
    return Selection(found, earlier, its_edition, lines)


def year_before(line: Line, lines: tuple[Line, ...]) -> Period | None:
    """The same kind of period that ended a year earlier, in the same edition and level."""
    return earlier_of(line, (other for other in lines if (other.edition, other.level) == (line.edition, line.level)))


def earlier_of(line: Line, lines: Iterable[Line]) -> Period | None:
    """The same kind of period that ended a year earlier, among lines of one place whatever their edition."""
    wanted = (line.period.kind, months_before(line.period.ends, 12))
    return next((other.period for other in lines if (other.period.kind, other.period.ends) == wanted), None)
