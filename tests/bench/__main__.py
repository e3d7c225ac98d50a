"""``python -m tests.bench [name …]``: a database of its own, then each benchmark in processes of its own."""

import os
import sys
from importlib import import_module
from urllib.parse import urlsplit, urlunsplit

NAMES = ("ingest", "calculate", "map")


def _on(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all; 1 where a bound is missed, 2 for an unknown name."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    os.environ["PORTAL_FACE"] = "owner"
    os.environ["PORTAL_TEST_DATABASE"] = "bench_sozialraum"
    import django
    from django.db import connection

    django.setup()
    former = connection.settings_dict["NAME"]
    database = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    for variable in ("OWNER_DATABASE_URL", "OFFICE_DATABASE_URL", "DATABASE_URL"):
        os.environ[variable] = _on(os.environ[variable], database)
    kept = True
    try:
        for name in names or NAMES:
            print(f"— {name}", flush=True)
            kept &= import_module(f"tests.bench.{name}").run()
    finally:
        connection.creation.destroy_test_db(former, verbosity=0)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
