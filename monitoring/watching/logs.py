"""What is written to the log, and what never is: no person, no address, no path, no value, no content of a file.

Own loggers say what was done, with fields. Libraries are heard from warnings on, as their template without its
arguments; exceptions as their kinds and places without their texts, because a driver quotes the refused row in them.
The standard library alone: gunicorn's master configures itself with this before anything else is there.
"""

import json
import logging
import os
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

#: The request that is being answered; empty outside of requests.
request_id: ContextVar[str] = ContextVar("request_id", default="")
_OWN = ("areas", "indicators", "monitoring")
# What servers say about starting and stopping is worth a line; their arguments are numbers and addresses of our own.
_LIFECYCLE = ("gunicorn.error", "celery.worker", "celery.apps", "celery.bootsteps")
_HOME = str(Path(__file__).resolve().parents[2])
_FRAMES = 12


class Discreet(logging.Filter):
    """Lets own records pass, and of libraries' records only what can hold nothing about anybody."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.split(".")[0] in _OWN:
            return True
        if record.levelno < logging.WARNING:
            return record.name.startswith(_LIFECYCLE)
        if record.name == "django.request" and not record.exc_info:
            return False  # the line of the request itself says as much
        record.msg, record.args = _without_details(record), ()
        return True


def _without_details(record: logging.LogRecord) -> str:
    """The template of a library's message; where it was filled in before, its beginning."""
    if record.name == "django.request":
        return "an error was answered"
    if record.name.startswith("django.security"):
        return f"refused: {record.name.rsplit('.', 1)[-1]}"
    data = getattr(record, "data", None)
    if record.name == "celery.app.trace" and isinstance(data, dict):
        return f"task {data.get('name')} failed"
    first = str(record.msg).split("\n", 1)[0]
    if record.name == "py.warnings":
        return ": ".join(str(record.args[0] if record.args else first).split(": ")[:2])  # place and category
    return first if record.args else first.split(" ip=", 1)[0].split(": ", 1)[0]


def _error(
    kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
) -> dict[str, Any]:
    """Kinds of an exception and of those behind it, the database's code of an error, and where it was raised."""
    kinds, code = [], ""
    while error is not None and len(kinds) < 5:
        kinds.append(type(error).__name__)
        code = code or str(getattr(error, "pgcode", None) or "")
        error = error.__cause__ or error.__context__
    frames = traceback.extract_tb(trace)[-_FRAMES:]
    places = [f"{frame.filename.removeprefix(_HOME + os.sep)}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": kinds, "at": places} | ({"sqlstate": code} if code else {})


def fields_of(record: logging.LogRecord) -> dict[str, Any]:
    """Everything about a record beyond time, level, logger and message."""
    found = {"request": request_id.get()} if request_id.get() else {}
    found |= getattr(record, "fields", {})
    return found | (_error(*record.exc_info) if record.exc_info else {})


class JsonLines(logging.Formatter):
    """One JSON object a line, for machines."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        head = {"at": at, "level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()}
        return json.dumps(head | fields_of(record), ensure_ascii=False, default=str)


class ReadableLines(logging.Formatter):
    """The same for people."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%d %H:%M:%SZ")
        fields = fields_of(record)
        places = fields.pop("at", [])
        told = " ".join(f"{key}={value}" for key, value in fields.items())
        line = f"{at} {record.levelname} {record.name} {record.getMessage()} {told}".rstrip()
        return "\n".join([line, *(f"    {place}" for place in places)])


def configuration(trial: bool) -> dict[str, Any]:
    """The logging configuration of every process; ``PORTAL_LOG`` is ``json`` or ``lines``.

    Without it, lines at a terminal and on a trial instance, JSON elsewhere.
    """
    chosen = os.environ.get("PORTAL_LOG") or ("lines" if trial or sys.stderr.isatty() else "json")
    formatter = {"json": JsonLines, "lines": ReadableLines}[chosen]
    quiet = {"level": "WARNING"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"discreet": {"()": Discreet}},
        "formatters": {"line": {"()": formatter}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["discreet"]}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            # The wake-up every three seconds is no news, nor that one came too late.
            "celery.app.trace": quiet,
            "celery.worker.request": quiet,
            "celery.worker.strategy": quiet,
            "gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True},
        },
    }
