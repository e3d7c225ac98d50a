"""A mail whose sender is killed: it waits, goes later under the same name, and then never again."""

import os
import signal
import subprocess
import sys
from typing import Any

from django.utils import timezone

from monitoring.notices.digest import write
from monitoring.notices.models import Mail, MailPreference
from monitoring.notices.notify import notify
from tests.demo import database
from tests.monitoring.notices.mailserver import serving
from tests.working.conftest import Works

PARAMS = {"source": {"de": "Melderegister", "en": "Population register"}, "period": "2025-Q4"}

_POSTING = """
from datetime import UTC, datetime, timedelta
from monitoring.notices.posting import post
print("begun", flush=True)
print(post(datetime.now(UTC) + timedelta(days=1)), flush=True)
"""


def _written(works: Works, settings: Any) -> None:
    """One mail that waits to be sent."""
    person = works.office.supplier
    MailPreference.objects.create(person=person, address="stefan@example.org")
    notify(person, "approval_wanted", "delivery:1", "/deliveries/1/", PARAMS)
    settings.EMAIL_HOST = "127.0.0.1"
    assert write(timezone.now().replace(hour=12)) == 1


def _posting(port: int, name: str) -> subprocess.Popen[str]:
    """A process of its own that sends what is written."""
    given = {"PORTAL_MAIL_HOST": "127.0.0.1", "PORTAL_MAIL_PORT": str(port), "PORTAL_FACE": "office"}
    return subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", _POSTING],
        cwd=database.HOME,
        env=database.environment(name) | given,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_killed_between_the_server_s_answer_and_the_commit_the_same_mail_goes_twice_by_name(
    works: Works, settings: Any
) -> None:
    """The one moment that no program can close: both carry one Message-ID, by which receivers know them as one."""
    _written(works, settings)
    with serving() as server:
        server.holds = True
        first = _posting(server.port, works.database)
        assert server.arrived.wait(120)
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
        server.holds = False
        for _process in range(2):
            _posting(server.port, works.database).communicate(timeout=120)
        assert [str(one["Message-ID"]) for one in server.taken] == [Mail.objects.get().message_id] * 2


def test_a_killed_process_sends_neither_twice_nor_never(works: Works, settings: Any) -> None:
    """Killed before the server has answered: the row waits and goes later, under the same name; then never again."""
    _written(works, settings)
    with serving() as server:
        server.holds, server.answer = True, "451 the connection was gone"
        first = _posting(server.port, works.database)
        assert server.arrived.wait(120)
        second = _posting(server.port, works.database)
        assert second.communicate(timeout=120)[0].split() == ["begun", "0"], "sent by two at once"
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
        server.holds, server.answer = False, "250 taken"
        for _process in range(2):
            _posting(server.port, works.database).communicate(timeout=120)
        assert [str(one["Message-ID"]) for one in server.taken] == [Mail.objects.get().message_id]
