"""``deliver``: the quarter from the command line, as far as candidate; exit status and document as documented."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from indicators.journey import State
from indicators.models import Delivery, LiveRelease, WarningReason
from tests.functional.conftest import empty
from tests.indicators.actions.journeys import COUNTS, Office, file_of, make_office

REASON = "4. Quartal"


@pytest.fixture
def office(django_db_setup: None, django_db_blocker: Any, settings: Any) -> Iterator[Office]:
    """Progress is written over a connection of its own, so that what is delivered has to be committed."""
    settings.TRIAL = True
    with django_db_blocker.unblock():
        empty()
        yield make_office()
        empty()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "einwohner.csv"
    path.write_bytes(file_of())
    return path


def _deliver(
    file: Path, *more: str, profile: str = "kiez", period: str = "2024-12-31"
) -> tuple[dict[str, Any], int, str]:
    """The printed document, the exit status, and what went to standard error."""
    printed = io.StringIO()
    status, told = 0, ""
    try:
        call_command("deliver", str(file), "--profile", profile, "--period", period, "--json", *more, stdout=printed)
    except CommandError as error:
        status, told = error.returncode, str(error)
    text = printed.getvalue()
    return (json.loads(text) if text else {}), status, told


def test_a_file_ends_at_candidate(office: Office, file: Path) -> None:
    document, status, _ = _deliver(file)
    delivery = Delivery.objects.get()
    assert status == 0 and delivery.state == State.CANDIDATE and delivery.uploaded_by == office.supplier
    assert {key: document[key] for key in ("delivery", "state", "release", "rows", "errors", "warnings")} == {
        "delivery": delivery.pk,
        "state": "candidate",
        "release": None,
        "rows": 5,
        "errors": [],
        "warnings": [],
    }
    assert not LiveRelease.objects.exists()


def test_a_second_person_approves_on_a_trial_instance(office: Office, file: Path) -> None:
    document, status, _ = _deliver(file, "--approve-by", "pruefung", "--release", REASON)
    live = LiveRelease.objects.get().release
    assert status == 0 and document["state"] == "active" and document["release"] == live.number
    assert (live.reason, live.uploaded_by, live.approved_by) == (REASON, "statistik", "pruefung")


def test_a_file_with_warnings_goes_live_with_the_reasons_written_down(office: Office, file: Path) -> None:
    file.write_bytes(file_of({code: told for code, told in COUNTS.items() if code != "0202"}))
    document, status, _ = _deliver(file, "--approve-by", "pruefung", "--release", REASON)
    assert status == 0 and document["state"] == "active" and document["warnings"][0]["code"] == "missing_area"
    assert set(WarningReason.objects.values_list("text", "by")) == {(REASON, office.supplier.pk)}


def test_nobody_is_approved_by_themselves_or_outside_a_trial_instance(
    office: Office, file: Path, settings: Any
) -> None:
    for approver, trial, code in (("statistik", True, "not_permitted"), ("pruefung", False, "no_trial")):
        settings.TRIAL = trial
        document, status, told = _deliver(file, "--approve-by", approver, "--release", REASON)
        assert status == 1 and told and document["errors"][0]["code"] == code
    office.approver.memberships.create(department=office.approver.memberships.get().department, role="statistician")
    settings.TRIAL = True
    document, status, _ = _deliver(file, "--by", "pruefung", "--approve-by", "pruefung", "--release", REASON)
    assert status == 1 and document["errors"][0]["code"] == "own_delivery"
    assert not Delivery.objects.exists()


def test_errors_and_warnings_carry_line_column_value_and_message(office: Office, file: Path) -> None:
    counts = dict(COUNTS)
    del counts["0202"]
    file.write_bytes(file_of(counts | {"0101": (-1, 300)}))
    document, status, told = _deliver(file)
    assert status == 1 and "Line 2, column “faelle”: “-1” is negative" in told
    assert document["state"] == "refused" and document["release"] is None
    promised = ("code", "severity", "sheet", "row", "column", "value")
    assert [document["errors"][0][key] for key in promised] == ["negative_count", "error", None, 2, "faelle", "-1"]
    assert document["errors"][0]["what"] in document["errors"][0]["message"]
    assert document["warnings"][0]["code"] == "missing_area" and document["warnings"][0]["value"] == "0202"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"profile": "nichts"}, "unknown_profile"),
        ({"period": "2024-13"}, "not_a_period"),
        ({"more": ("--by", "niemand")}, "unknown_person"),
        ({"more": ("--by", "pruefung")}, "not_permitted"),
        ({"more": ("--approve-by", "niemand", "--release", "x")}, "unknown_person"),
    ],
)
def test_what_is_refused_before_it_is_received_has_a_document_too(
    office: Office, file: Path, options: dict[str, Any], code: str
) -> None:
    document, status, told = _deliver(file, *options.pop("more", ()), **options)
    assert status == 1 and told
    assert document["delivery"] is None and document["errors"][0]["code"] == code and document["errors"][0]["message"]
    assert not Delivery.objects.exists()


def test_wrong_usage_has_status_2(office: Office, file: Path, tmp_path: Path) -> None:
    assert _deliver(tmp_path / "nirgends.csv")[1:] == (2, f"{tmp_path}/nirgends.csv: No such file or directory")
    assert _deliver(tmp_path)[1] == 2
    assert _deliver(file, "--approve-by", "pruefung")[1] == 2
    assert _deliver(file, "--release", "x")[1] == 2
    with pytest.raises(CommandError):
        call_command("deliver", str(file), "--profile", "kiez")


def test_a_step_that_fails_three_times_ends_with_status_1_and_the_kind_of_error(
    office: Office, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from indicators.actions import steps

    def broken(delivery: Delivery, report: object) -> None:
        raise ArithmeticError

    monkeypatch.setitem(steps.STEPS, State.CHECKED, broken)
    document, status, told = _deliver(file)
    assert status == 1 and document["state"] == "failed" and "ArithmeticError" in told
    assert document["errors"][0]["code"] == "step_failed"


def test_without_json_it_says_in_words_where_the_delivery_stands(office: Office, file: Path) -> None:
    printed = io.StringIO()
    call_command("deliver", str(file), "--profile", "kiez", "--period", "2024-12-31", stdout=printed)
    assert printed.getvalue().startswith(f"Delivery {Delivery.objects.get().pk}: waits for a decision. 5 rows.")
