"""What was seen of an index when it was handed in: classes, robustness, and what differs from the definition in force."""

from typing import Any

from areas.queries import LevelAreas
from indicators.calculation.indices import NO_CLASS
from indicators.calculation.robustness import Variation, moves
from indicators.calculation.soundness import Weight
from indicators.catalogue.documents import document_of
from indicators.catalogue.problems import CatalogueProblem
from indicators.catalogue.specs import IndexSpec
from indicators.models import Release
from indicators.queries.indices import index
from monitoring.analysis.workbench.asking import Asked
from monitoring.analysis.workbench.computing import Composed, compose, counted
from monitoring.analysis.workbench.deeper import history, period_earlier, robustness
from monitoring.departments.readers import Reader

NEEDED = ("title", "sheet")
"""What a definition needs beyond the format before it may be published: a name, and the sheet that explains it."""
_MOST_AREAS = 400


def missing_texts(spec: IndexSpec) -> tuple[CatalogueProblem, ...]:
    """A title and a sheet, which the format leaves open and readers need."""
    document = document_of(spec)
    return tuple(CatalogueProblem("", key, "missing_key") for key in NEEDED if key not in document)


def evidence_of(reader: Reader, release: Release, spec: IndexSpec, found: Composed) -> dict[str, Any]:
    """Numbers of areas and their codes as they were seen; words are found when it is read."""
    ground, block = found.ground, found.block
    assert ground is not None and block is not None
    rows = robustness(found)
    earlier = period_earlier(history(release, found), ground.meeting.period.code)
    return {
        "level": ground.meeting.level,
        "edition": ground.meeting.edition,
        "period": ground.meeting.period.code,
        "counts": counted(block.class_of, len(spec.classes)),
        "included": int(block.included.sum()),
        "robustness": [_row(row, spec, ground.places) for row in (*rows, *([earlier] if earlier else []))],
        "findings": [
            {"key": one.key, "code": one.code, "params": dict(one.params)}
            for one in found.findings
            if one.weight is Weight.INFORMS
        ],
        "in_force": _against_in_force(reader, release, spec, found),
    }


def _row(row: dict[str, Any], spec: IndexSpec, places: LevelAreas) -> dict[str, Any]:
    """A variant with what it was about by its code, and how many areas changed class."""
    about: dict[str, Any] = {"kind": row["kind"], "changed": len(row["areas"])}
    if row["kind"] == "period_earlier":
        return {**about, "period": row["period"]}
    if row["kind"] == Variation.AREA_LEFT_OUT:
        return {**about, "area": places.codes[row["at"]], "name": places.names[row["at"]]}
    return {**about, "component": spec.components[row["at"]]}


def _against_in_force(reader: Reader, release: Release, spec: IndexSpec, found: Composed) -> dict[str, Any] | None:
    """Areas that are in another class than by the definition in force; nothing where there is none, or none to see."""
    entry = index(spec.code)
    if entry is None or found.ground is None or found.block is None:
        return None
    meeting = found.ground.meeting
    document = document_of(entry.spec)
    now = compose(reader, release, Asked(document, meeting.level, meeting.period.code))
    if now.block is None or now.ground is None or now.ground.meeting.period != meeting.period:
        return None
    changed = moves(now.block.class_of, found.block.class_of)
    areas = [
        {
            "code": found.ground.places.codes[at],
            "name": found.ground.places.names[at],
            "before": entry.spec.classes[now.block.class_of[at]],
            "after": spec.classes[found.block.class_of[at]],
        }
        for at in changed.changed[:_MOST_AREAS]
    ]
    only_before = (now.block.class_of != NO_CLASS) & (found.block.class_of == NO_CLASS)
    return {
        "counts": counted(now.block.class_of, len(entry.spec.classes)),
        "classes": list(entry.spec.classes),
        "compared": changed.compared,
        "changed": len(changed.changed),
        "no_longer": int(only_before.sum()),
        "areas": areas,
    }
