"""Attacks 13–18 and 21: the portal is asked everything in two towns that differ in hidden counts alone.

Two neighbours with equal denominators exchange their canaries, 1 and 2. Every sum and rate above is the same; so every
answer must be, byte for byte: classes, colours, orders, search counts, texts, lengths, tags, composite indices,
correlations, coefficients.
"""

import pytest

from tests.attacks.canaries import CANARIES, exchanged
from tests.attacks.crawling import differing
from tests.attacks.evidence import TWINNED, Evidence


def test_the_twins_differ_in_raw_form() -> None:
    changed = [(one, other) for one, other in zip(CANARIES, exchanged(), strict=True) if one != other]
    assert len(changed) == 6
    assert {one.count for one, _ in changed} == {1, 2}


@pytest.mark.parametrize("role", TWINNED)
def test_nothing_that_is_answered_depends_on_a_hidden_count(evidence: Evidence, role: str) -> None:
    town, twin = evidence.answers[role], evidence.twin_answers[role]
    assert sum(answer.numbers for answer in town) > 1_000
    assert differing(town, twin)[:5] == []


def test_no_answer_takes_longer_for_one_count_than_for_another(evidence: Evidence) -> None:
    """Medians of questions asked in turn; what a machine under load adds lies far below a difference that tells."""
    assert evidence.seconds
    for path, (one, other) in evidence.seconds.items():
        assert abs(one - other) < max(0.5 * min(one, other), 0.03), path


def test_answers_are_kept_by_nobody_who_could_pass_them_on(evidence: Evidence) -> None:
    """Whatever holds values says so to caches on the way; a page for one person is no page for the next."""
    for role, answers in evidence.answers.items():
        for answer in answers:
            if answer.status == 200 and answer.surface in ("api-values", "api-series", "api-area-sheet"):
                assert "private" in answer.headers.get("cache-control", ""), (role, answer.path)
            if answer.status == 200 and answer.surface in ("area-sheet", "dashboard", "how", "map"):
                assert "public" not in answer.headers.get("cache-control", ""), (role, answer.path)
                assert "cookie" in answer.headers.get("vary", "").lower(), (role, answer.path)
