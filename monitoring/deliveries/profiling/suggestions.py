"""Which profiles know a file, best first, and for which period it seems to be."""

from collections.abc import Collection
from dataclasses import dataclass

from indicators.catalogue.specs import ProfileSpec
from indicators.intake.proposing import Known, Proposal, propose
from indicators.intake.proposing.recognising import Recognised, recognised
from indicators.periods import parse_period
from monitoring.deliveries.profiles import said

_MOST = 3


@dataclass(frozen=True)
class Suggestion:
    """``missing``: columns of the profile that the file lacks."""

    code: str
    title: str
    columns: int
    of: int
    missing: tuple[str, ...]
    period: str


@dataclass(frozen=True)
class Suggestions:
    profiles: tuple[Suggestion, ...]
    period: str
    is_readable: bool


def suggestions(content: bytes, name: str, everything: Known, allowed: Collection[str]) -> Suggestions:
    """Profiles that the person may deliver for.

    Raises:
        PersonLevelFile: the file seems to hold one row per person.
    """
    proposal = propose(content, file_name=name, known=everything)
    period = proposal.periods[-1] if proposal.periods else ""
    found = [one for one in recognised(proposal, everything) if one.profile.code in allowed][:_MOST]
    return Suggestions(tuple(_told(one, period, proposal) for one in found), period, not proposal.problems)


def _told(one: Recognised, period: str, proposal: Proposal) -> Suggestion:
    return Suggestion(
        one.profile.code,
        said(one.profile.title),
        one.columns,
        len(one.profile.columns),
        one.missing,
        _fitting(period, one.profile),
    )


def _fitting(code: str, profile: ProfileSpec) -> str:
    """The period as the profile takes it: a day that ends a quarter is written as one where only quarters are taken."""
    if not code:
        return ""
    period = parse_period(code)
    if period.kind in profile.period_kinds:
        return code
    ends = period.ends
    writings = {
        "day": ends.isoformat(),
        "month": f"{ends:%Y-%m}",
        "quarter": f"{ends.year}-Q{(ends.month + 2) // 3}",
        "half-year": f"{ends.year}-H{(ends.month + 5) // 6}",
        "year": str(ends.year),
    }
    same = [writings[kind] for kind in profile.period_kinds if kind in writings]
    return next((writing for writing in same if parse_period(writing).ends == ends), "")
