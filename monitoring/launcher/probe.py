"""Is a process of the production form at work? ``python -m monitoring.launcher.probe web 8000`` or ``… probe worker``.

Exit status 0 says yes. Pages are asked over HTTP; worker and scheduler by the age of their heartbeat.
"""

import os
import sys

import psycopg2

from monitoring.launcher.processes import PATIENCE
from monitoring.launcher.supervision import healthy


def beats(process: str) -> bool:
    """Whether the process was seen lately; no database, no answer."""
    try:
        connection = psycopg2.connect(os.environ["OFFICE_DATABASE_URL"], connect_timeout=5)
    except psycopg2.OperationalError:
        return False
    try:
        with connection, connection.cursor() as cursor:
            question = "SELECT at > now() - make_interval(secs => %s) FROM heartbeat WHERE process = %s"
            cursor.execute(question, [PATIENCE, process])
            found = cursor.fetchone()
            return bool(found and found[0])
    except psycopg2.Error:
        return False
    finally:
        connection.close()


def main(words: list[str]) -> int:
    match words:
        case [_name, port] if port.isdigit():
            host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0]
            return 0 if healthy(int(port), host) else 1
        case [name]:
            return 0 if beats(name) else 1
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
