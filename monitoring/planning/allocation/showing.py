"""What the pages of an allocation are made of: its draft, a result in words and rows, the form and its classes."""

from typing import Any

from monitoring.api.doors import live_for
from monitoring.planning.allocation.filling import form_of
from monitoring.planning.allocation.options import Offer, offer
from monitoring.planning.allocation.painting import map_document
from monitoring.planning.allocation.plan import MOST_VARIANTS
from monitoring.planning.allocation.presenting import groups, rows, whole
from monitoring.planning.allocation.rules import against_the_need, names_of_classes, rule
from monitoring.planning.allocation.scene import Result, Scene
from monitoring.planning.allocation.statements import statements
from monitoring.planning.allocation.wording import release_words, subject_headings

MOST_ROWS = 2000
"""Rows of a table on a page; the files hold all of them."""


def common(scene: Scene) -> dict[str, Any]:
    """What every page of an allocation says."""
    live = live_for(scene.reader)
    return {
        "scene": scene,
        "allocation": scene.allocation,
        "plan": scene.plan,
        "release_words": release_words(scene),
        "newer": live if live is not None and scene.release is not None and live.pk != scene.release.pk else None,
        "variants": list(enumerate(scene.plan.variants, 1)),
        "may_add": scene.may_edit and len(scene.plan.variants) < MOST_VARIANTS,
        "headings": subject_headings(scene.plan.subject),
    }


def shown(result: Result) -> dict[str, Any]:
    """A result in words, rows, sums and as a map."""
    if result.outcome is None:
        return {"result": result}
    listed = rows(result.outcome)
    return {
        "result": result,
        "statements": statements(result.outcome),
        "rule": rule(result.outcome),
        "against_the_need": against_the_need(result.outcome),
        "rows": listed[:MOST_ROWS],
        "more_rows": max(0, len(listed) - MOST_ROWS),
        "left_out": [row for at, row in enumerate(listed) if not result.outcome.given[at]],
        "groups": groups(result.outcome),
        "whole": whole(result.outcome),
        "has_before": result.outcome.before is not None,
        "map": map_document(result.outcome),
    }


def edited(scene: Scene, result: Result) -> dict[str, Any]:
    """The form of the variant, and the classes that want a weight."""
    return {"form": form_of(scene, result.variant, offered(scene)), "classes": classes(result)}


def offered(scene: Scene) -> Offer:
    """What can be chosen; nothing where the release is gone."""
    return offer(scene.reader, scene.release, scene.plan) if scene.release else Offer([], [], [])


def classes(result: Result) -> list[tuple[str, float]]:
    """The classes of need with their weights, the least need first."""
    if result.outcome is None:
        return [(str(at), weight) for at, weight in enumerate(result.variant.class_weights, 1)]
    names = names_of_classes(result.outcome.inputs.need.spec, more=result.variant.more)
    return list(zip(names, result.variant.class_weights, strict=False))
