"""What a record becomes: machines get one JSON object, people one line, nobody a value or an address."""

import json
import logging
import sys

import pytest
from django.db import DataError
from django.test import Client

from monitoring.watching import logs


def _written(record: logging.LogRecord) -> dict[str, object] | None:
    if not logs.Discreet().filter(record):
        return None
    lines = logs.ReadableLines().format(record)
    found = json.loads(logs.JsonLines().format(record))
    assert record.getMessage() in lines
    return found | {"text": json.dumps(found, ensure_ascii=False) + lines}


def _record(name: str, level: int, message: str, *given: object, **extra: object) -> logging.LogRecord:
    return logging.getLogger(name).makeRecord(name, level, "x.py", 1, message, given, None, extra=extra)


def test_own_records_carry_their_fields_and_the_request() -> None:
    token = logs.request_id.set("anfrage-1")
    found = _written(_record("indicators.actions.steps", logging.INFO, "step taken", fields={"delivery": 7}))
    logs.request_id.reset(token)
    assert found is not None
    assert (found["message"], found["delivery"], found["request"]) == ("step taken", 7, "anfrage-1")


@pytest.mark.parametrize(
    ("name", "level", "message", "given"),
    [
        ("django.security.DisallowedHost", logging.ERROR, "Invalid HTTP_HOST header: 'geheim'.", ()),
        ("axes.watch_login", logging.WARNING, "AXES: Locking out %s", ("geheim",)),
        ("gunicorn.error", logging.WARNING, "Invalid request from ip=geheim: geheim", ()),
        ("gunicorn.error", logging.ERROR, "Error handling request %s", ("/?wer=geheim",)),
        ("gunicorn.error", logging.WARNING, "Fehler: geheim", ()),
        ("py.warnings", logging.WARNING, "%s", ("/a/b.py:61: UserWarning: geheim\n  geheim",)),
        ("kombu.connection", logging.ERROR, "cannot connect to %s", ("geheim",)),
    ],
)
def test_libraries_are_heard_without_what_they_fill_in(name: str, level: int, message: str, given: tuple) -> None:
    found = _written(_record(name, level, message, *given))
    assert found is not None
    assert "geheim" not in str(found["text"])


@pytest.mark.parametrize(
    ("name", "level"),
    [("django.request", logging.ERROR), ("django.db.backends", logging.DEBUG), ("httpx", logging.INFO)],
)
def test_what_the_request_s_line_says_anyway_is_not_said_again(name: str, level: int) -> None:
    assert _written(_record(name, level, "geheim")) is None


def test_a_failed_task_is_named_without_its_arguments() -> None:
    data = {"name": "indicators.step", "exc": "geheim", "args": "[7]"}
    found = _written(_record("celery.app.trace", logging.ERROR, "Task %(name)s %(exc)s", data, data=data))
    assert found is not None and found["message"] == "task indicators.step failed"


def test_an_error_is_told_by_kind_and_place_without_its_text() -> None:
    try:
        try:
            int("geheim")
        except ValueError as error:
            raise DataError("geheim") from error
    except DataError:
        record = _record("monitoring.deliveries", logging.ERROR, "failed")
        record.exc_info = sys.exc_info()  # type: ignore[assignment]
    found = _written(record)
    assert found is not None
    assert found["error"] == ["DataError", "ValueError"]
    assert "test_logs.py" in str(found["at"])
    assert "geheim" not in str(found["text"])


def test_a_broken_page_is_told_without_its_path() -> None:
    record = _record("django.request", logging.ERROR, "%s: %s", "Internal Server Error", "/areas/geheim/")
    record.exc_info = (ValueError, ValueError("geheim"), None)
    found = _written(record)
    assert found is not None
    assert (found["message"], found["error"]) == ("an error was answered", ["ValueError"])
    assert "geheim" not in str(found["text"])


def test_a_request_is_one_line_with_the_url_s_name_and_its_number(
    db: None, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "monitoring")
    number = "0123456789abcdef"
    answer = client.get("/imprint/?wer=geheim", headers={"x-request-id": number})
    assert answer["X-Request-ID"] == number
    [record] = [record for record in caplog.records if record.name == "monitoring.watching.requests"]
    fields = record.fields  # type: ignore[attr-defined]
    assert {"url": "imprint", "method": "GET", "status": 200}.items() <= fields.items()
    assert set(fields) == {"url", "method", "status", "ms", "queries"}
    forged = client.get("/imprint/", headers={"x-request-id": "a\nb"})
    assert forged["X-Request-ID"] not in ("", "a\nb")


def test_probes_and_the_wake_up_leave_no_line(db: None, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    from monitoring.tasks import pulse

    caplog.set_level(logging.INFO)
    client.get("/healthz")
    client.get("/readyz")
    pulse()
    assert [record.getMessage() for record in caplog.records if logs.Discreet().filter(record)] == []
