"""What a profile that is being made would read of its file: the check's own answer, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.actions.trying import Trial, try_profile
from indicators.catalogue.documents import spec_of
from indicators.catalogue.problems import CatalogueError, CatalogueProblem
from indicators.catalogue.schemas import Part
from indicators.catalogue.specs import ProfileSpec
from indicators.intake.problems import PersonLevelFile, Problem, Severity
from indicators.models import ProfileDraft
from indicators.standing import problems as standing_problems
from indicators.standing import stored_catalogue
from monitoring.catalogue_messages import catalogue_reason
from monitoring.deliveries.catalogue.labels import full_label

_SHOWN = 8


@dataclass(frozen=True)
class Wrong:
    """Something that the profile itself lacks: the field and why."""

    key: str
    label: str
    why: str


@dataclass(frozen=True)
class Read:
    """``wrong``: why there is no profile yet; otherwise ``trial`` says what it reads."""

    wrong: tuple[Wrong, ...] = ()
    trial: Trial | None = None
    shown: tuple[Problem, ...] = ()
    more: int = 0
    seems_personal: bool = False

    @property
    def is_sound(self) -> bool:
        """Whether the profile can be handed in: it is one, whatever the file's cells say."""
        return not self.wrong and not self.seems_personal


def read_by(draft: ProfileDraft, document: Mapping[str, object], period: str, edition: str) -> Read:
    """What ``document`` reads of the draft's file. An erased file is told by its page, not here."""
    try:
        spec = spec_of(Part.PROFILE, document)
    except CatalogueError as error:
        return Read(_told(error.problems))
    assert isinstance(spec, ProfileSpec)
    found = standing_problems(stored_catalogue(), Part.PROFILE, spec)
    if found:
        return Read(_told(found))
    if draft.file.content is None:
        return Read()
    try:
        trial = try_profile(bytes(draft.file.content), spec, period=period, edition=edition)
    except PersonLevelFile:
        return Read(seems_personal=True)
    worst = [problem for problem in trial.problems if problem.severity is not Severity.HINT]
    shown = tuple(_one_of_each(worst))[:_SHOWN]
    return Read(trial=trial, shown=shown, more=max(0, len(worst) - len(shown)))


def _one_of_each(problems: list[Problem]) -> list[Problem]:
    """The first two problems of each kind, so that one kind does not hide the others."""
    counts: dict[str, int] = {}
    kept = []
    for problem in problems:
        counts[problem.code] = counts.get(problem.code, 0) + 1
        if counts[problem.code] <= 2:
            kept.append(problem)
    return kept


def _told(problems: tuple[CatalogueProblem, ...]) -> tuple[Wrong, ...]:
    return tuple(
        Wrong(problem.key, full_label(Part.PROFILE, problem.key) if problem.key else "", catalogue_reason(problem))
        for problem in problems
    )
