"""Files with one row per person are refused before anything of them is shown: by the same door as the check's."""

from collections.abc import Sequence

from indicators.catalogue.specs import AreaColumn, ProfileSpec, Text
from indicators.intake.persons import refuse_persons
from indicators.intake.proposing.heading import Heading
from indicators.intake.proposing.placing import Placing
from indicators.intake.rows import Places
from indicators.intake.tables import RawSheet, table_below, usual_table


def refuse_persons_in(raws: Sequence[RawSheet], placing: Placing | None, heading: Heading | None) -> None:
    """Look through every sheet, below its header where one was found and as a whole.

    Raises:
        PersonLevelFile: the file seems to hold one row per person.
    """
    profile = _profile(placing, heading)
    places = Places(placing.level.level, tuple(placing.level.names)) if placing else Places("", ())
    for raw in raws:
        if placing and heading and heading.exists and raw.name == placing.sheet.name:
            refuse_persons(table_below(raw, heading.first, rows=heading.rows), profile, places)
        refuse_persons(usual_table(raw), profile, places)


def _profile(placing: Placing | None, heading: Heading | None) -> ProfileSpec:
    """As much of a profile as is known before one is proposed: the column of areas."""
    column = heading.names[placing.column] if placing and heading else ""
    area = AreaColumn(column, placing.level.level if placing else "")
    return ProfileSpec("", Text("", ""), "", "csv", "auto", "auto", area, "argument", (), (), "any")
