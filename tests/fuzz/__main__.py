"""``python -m tests.fuzz --inputs 10000 [--seed N] [--only N] [--keep FOLDER]``: exit status 1 where anything went wrong.

Every input follows from the seed and its number alone, so that one can be tried again by ``--only``. The parsers run in
forks of this process with the limits that the child has; ``tests.indicators.parsing`` tries the child itself.
"""

import argparse
import importlib
import json
import os
import signal
import sys
from collections import Counter
from pathlib import Path
from random import Random

from indicators.intake import reading
from indicators.parsing import limits
from tests.fuzz import trying
from tests.fuzz.mutations import mutated
from tests.fuzz.seeds import seeds

PARSERS = ("xlsx", "ods", "xls", "parquet", "geodata", "pivots", "loading")
MEGABYTES = limits.MEMORY_BYTES / 2**20  # of any process of an input
OPEN_DATA = Path(os.environ.get("PORTAL_OPEN_DATA", "../shared/data")) / "berlin"


def main() -> int:
    """Try every input; print the figures as JSON."""
    words = _words()
    for name in PARSERS:
        importlib.import_module(f"indicators.parsing.{name}")
    reading.parse_apart = trying.parse_forked
    named = seeds(OPEN_DATA if OPEN_DATA.is_dir() else None)
    names, contents = list(named), list(named.values())
    numbers = [words.only] if words.only is not None else range(words.inputs)
    statuses: Counter[str] = Counter()
    outcomes, wrong = [], []
    for number in numbers:
        random = Random(f"{words.seed}/{number}")
        place = random.randrange(len(names))
        content = mutated(contents[place], random, contents)
        outcome = trying.try_apart(content, random)
        outcomes.append(outcome)
        statuses[_status(outcome.status)] += 1
        if outcome.status not in trying.STATUSES or outcome.megabytes > MEGABYTES:
            wrong.append(number)
            print(f"input {number} ({names[place]}): {_status(outcome.status)}\n{outcome.told}", file=sys.stderr)
            if words.keep:
                words.keep.mkdir(parents=True, exist_ok=True)
                (words.keep / f"{words.seed}-{number}").write_bytes(content)
    slowest = max(range(len(outcomes)), key=lambda at: outcomes[at].seconds)
    print(
        json.dumps(
            {
                "inputs": len(outcomes),
                **statuses,
                "slowest_seconds": round(outcomes[slowest].seconds, 2),
                "slowest": list(numbers)[slowest],
                "megabytes": round(max(outcome.megabytes for outcome in outcomes)),
                "wrong": wrong,
            }
        )
    )
    return 1 if wrong else 0


def _words() -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="python -m tests.fuzz")
    words.add_argument("--inputs", type=int, default=10_000)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--only", type=int, metavar="N")
    words.add_argument("--keep", type=Path, metavar="FOLDER", help="where inputs are kept that went wrong")
    return words.parse_args()


def _status(status: int) -> str:
    if status < 0:
        return "hung" if -status == signal.SIGALRM else f"killed by {signal.Signals(-status).name}"
    return trying.STATUSES.get(status, "failed")


if __name__ == "__main__":
    sys.exit(main())
