"""Which profiles know a file, best first, and for which period it seems to be."""

from collections.abc import Collection
from dataclasses import dataclass

from indicators.catalogue.specs import ProfileSpec
from indicators.intake.proposing import Known, Proposal, propose
from indicators.intake.proposing.filing import filed_period, offered_from_name, rewritten
from indicators.intake.proposing.recognising import Recognised, recognised
from indicators.office.deliveries import periods_before
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
    is_readable: bool


def suggestions(content: bytes, name: str, everything: Known, allowed: Collection[str]) -> Suggestions:
    """Profiles that the person may deliver for.

    Raises:
        PersonLevelFile: the file seems to hold one row per person.
    """
    proposal = propose(content, file_name=name, known=everything)
    found = [one for one in recognised(proposal, everything) if one.profile.code in allowed][:_MOST]
    delivered = periods_before([one.profile.code for one in found])
    told = [_told(one, _offered(proposal, name, one.profile, delivered.get(one.profile.code, ()))) for one in found]
    return Suggestions(tuple(told), not proposal.problems)


def _told(one: Recognised, period: str) -> Suggestion:
    return Suggestion(
        one.profile.code,
        said(one.profile.title),
        one.columns,
        len(one.profile.columns),
        one.missing,
        period,
    )


def _offered(proposal: Proposal, name: str, profile: ProfileSpec, delivered: Collection[str]) -> str:
    """The period as the profile takes it; nothing where it is not certain: an empty field is better than a wrong one."""
    if not proposal.periods:
        return ""
    stated = proposal.guess("stated_period")
    filed = filed_period(name) if stated is not None and stated.reason == "period_in_file_name" else None
    if filed is not None:
        return offered_from_name(filed, profile.period_kinds, delivered)
    period = parse_period(proposal.periods[-1])
    if period.kind in profile.period_kinds:
        return period.code
    return rewritten(period, profile.period_kinds, [parse_period(code) for code in delivered])
