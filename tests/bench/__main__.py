"""``python -m tests.bench [name …]``: each benchmark, and each part it names in ``APART``, on a database of its own."""

import os
import sys
from importlib import import_module
from urllib.parse import urlsplit, urlunsplit

NAMES = ("ingest", "methods", "deliveries", "map", "demo", "disclosure")


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
    urls = {name: os.environ[name] for name in ("OWNER_DATABASE_URL", "OFFICE_DATABASE_URL", "DATABASE_URL")}
    kept = True
    for name in names or NAMES:
        print(f"— {name}", flush=True)
        module = import_module(f"tests.bench.{name}")
        for part in (module, *map(import_module, getattr(module, "APART", ()))):
            database = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            connection.close()
            os.environ.update({variable: _on(url, database) for variable, url in urls.items()})
            try:
                kept &= part.run()
            finally:
                connection.creation.destroy_test_db(former, verbosity=0)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
