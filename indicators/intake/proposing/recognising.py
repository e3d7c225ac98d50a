"""Which of the known profiles reads a file: by the columns that a proposal has seen."""

from dataclasses import dataclass

from indicators.catalogue.profile_spec import PERIOD_MARK
from indicators.catalogue.specs import ProfileSpec
from indicators.intake.proposing.known import Known
from indicators.intake.proposing.proposal import Proposal, Use

_LEAST = 0.5


@dataclass(frozen=True)
class Recognised:
    """A profile with how many of its columns the file has, and those that it lacks."""

    profile: ProfileSpec
    columns: int
    missing: tuple[str, ...]
    score: float


def recognised(proposal: Proposal, known: Known) -> tuple[Recognised, ...]:
    """Profiles of whose columns the file has at least half, the best first.

    The area's column and level count as well, then how little of the file the profile leaves unspoken.
    """
    area = proposal.document.get("area")
    place = area if isinstance(area, dict) else {}
    names = {one.name for one in proposal.columns} | {str(place.get("column", ""))}
    measures = {one.name for one in proposal.columns if one.use is Use.MEASURE}
    found = [_held_against(profile, names, measures, place) for profile in known.profiles]
    good = [one for one in found if one.score >= _LEAST and one.columns]
    return tuple(sorted(good, key=lambda one: (-one.score, one.profile.code)))


def _held_against(profile: ProfileSpec, names: set[str], measures: set[str], place: dict[str, object]) -> Recognised:
    optional = set(profile.optional_columns)
    columns = [column for column, _ in profile.columns]
    there = [column for column in columns if column in names or (PERIOD_MARK in column and column in measures)]
    missing = tuple(column for column in columns if column not in there and column not in optional)
    share = len(there) / len(columns) if columns else 0.0
    spoken = len(measures & set(columns)) / len(measures) if measures else 0.0
    same_column = place.get("column") == profile.area.column
    same_level = place.get("level") == profile.area.level
    score = 0.6 * share + 0.2 * spoken + 0.1 * same_column + 0.1 * same_level
    return Recognised(profile, len(there), missing, score if share >= _LEAST else 0.0)
