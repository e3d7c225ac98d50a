"""Attacks 15 and 18: the same cell in every format, with the same marker, and never more in one than in another."""

import io
import json
from collections.abc import Mapping

import pandas as pd
import pytest

from tests.attacks.evidence import Evidence

_NUMBERS = ("value", "numerator", "denominator", "difference", "index", "change", "divergence", "low", "high", "class")
_WHO = {"planung": "planner", "admin": "administrator", "zulieferung": "supplier"}


def _table(kind: str, content: bytes) -> pd.DataFrame:
    match kind:
        case "csv":
            frame = pd.read_csv(io.BytesIO(content), dtype={"area_code": str})
        case "xlsx":
            frame = pd.read_excel(io.BytesIO(content), dtype={"area_code": str}, engine="openpyxl")
        case "parquet":
            frame = pd.read_parquet(io.BytesIO(content))
        case _:
            frame = pd.DataFrame(json.loads(content))
    return frame.astype({"area_code": str}).set_index("area_code")


def _grouped(exports: Mapping[str, bytes]) -> dict[str, dict[str, pd.DataFrame]]:
    found: dict[str, dict[str, pd.DataFrame]] = {}
    for key, content in exports.items():
        place, kind = key.rsplit(" ", 1)
        found.setdefault(place, {})[kind] = _table(kind, content)
    return found


def test_every_format_holds_the_same_numbers_and_the_same_gaps(evidence: Evidence) -> None:
    grouped = _grouped(evidence.exports)
    assert len(grouped) == 16
    for place, tables in grouped.items():
        first = tables["csv"]
        for kind, other in tables.items():
            assert list(other["status"]) == list(first["status"]), (place, kind)
            for name in _NUMBERS:
                left, right = (pd.to_numeric(one[name], errors="raise").astype(float) for one in (first, other))
                pd.testing.assert_series_equal(left, right, check_exact=False, rtol=1e-12, check_names=False)


def test_what_is_hidden_is_empty_in_every_format(evidence: Evidence) -> None:
    hidden = 0
    for place, tables in _grouped(evidence.exports).items():
        for kind, table in tables.items():
            own = table[table["status"] == "suppressed"]
            hidden += len(own)
            assert own[list(_NUMBERS)].isna().all().all(), (place, kind)
    assert hidden > 20


@pytest.mark.parametrize("reader", _WHO)
def test_a_file_says_what_the_interface_says(evidence: Evidence, reader: str) -> None:
    """The CSV of ``export`` against the API's answer to the same reader."""
    answers = {one.path: one for one in evidence.answers[_WHO[reader]] if one.surface == "api-values"}
    compared = 0
    for key, content in evidence.exports.items():
        who, indicator, level, kind = key.split(" ")
        answer = answers.get(f"/api/v1/values/?indicator={indicator}&level={level}")
        if who != reader or kind != "csv" or answer is None or answer.status != 200:
            continue
        document, table = json.loads(answer.body), _table(kind, content)
        for at, code in enumerate(document["codes"]):
            row = table.loc[code]
            assert row["status"] == document["status"][at]
            for name in ("value", "numerator", "denominator"):
                told = document[name][at]
                assert (pd.isna(row[name]) and told is None) or float(row[name]) == pytest.approx(told), (key, code)
                compared += 1
    assert compared > 60


def test_one_marker_stands_for_everything_hidden(evidence: Evidence) -> None:
    """``suppressed`` says neither why nor how: no reason, no threshold, no ``<3``, no zero in its place (attack 18)."""
    for role, answers in evidence.answers.items():
        for answer in answers:
            if answer.status == 200 and answer.surface.startswith("api-"):
                for word in (b'"primary"', b'"secondary"', b'"supplier_star"', b'"<3"', b'"<10"', b"smallest_safe"):
                    assert word not in answer.body or answer.surface == "api-schema", (role, answer.path, word)
