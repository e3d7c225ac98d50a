"""``python -m tests.fuzz --inputs 10000 [--seed N] [--only N] [--keep FOLDER]``: exit status 1 where anything went wrong.

Every input follows from the seed and its number alone, so that one can be tried again by ``--only``.
"""

import argparse
import importlib
import json
import os
import resource
import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path
from random import Random

from indicators.intake import reading
from tests.fuzz.mutations import mutated
from tests.fuzz.parser import Parser
from tests.fuzz.seeds import seeds
from tests.fuzz.trying import try_one

PARSERS = ("xlsx", "ods", "xls", "parquet", "geodata", "pivots", "loading")
MEGABYTES = 1_000  # of the process that checks; the parser's has its own limit
OPEN_DATA = Path(os.environ.get("PORTAL_OPEN_DATA", "../shared/data")) / "berlin"


def main() -> int:
    """Try every input; print the figures as JSON."""
    words = _words()
    for name in PARSERS:
        importlib.import_module(f"indicators.parsing.{name}")
    named = seeds(OPEN_DATA if OPEN_DATA.is_dir() else None)
    names, contents = list(named), list(named.values())
    parser = Parser()
    reading.parse_apart = lru_cache(1)(parser.parse)
    statuses: Counter[str] = Counter()
    wrong: list[int] = []
    slowest, at = 0.0, -1
    for number in [words.only] if words.only is not None else range(words.inputs):
        random = Random(f"{words.seed}/{number}")
        place = random.randrange(len(names))
        content = mutated(contents[place], random, contents)
        outcome = try_one(content, random)
        statuses[outcome.status] += 1
        if outcome.seconds > slowest:
            slowest, at = outcome.seconds, number
        if outcome.is_wrong:
            wrong.append(number)
            print(f"input {number} ({names[place]}): {outcome.status}\n{outcome.told}", file=sys.stderr, flush=True)
            if words.keep:
                words.keep.mkdir(parents=True, exist_ok=True)
                (words.keep / f"{words.seed}-{number}").write_bytes(content)
        if number % 500 == 499:
            print(f"{number + 1}: {dict(statuses)}", file=sys.stderr, flush=True)
    parser.close()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {
        "inputs": sum(statuses.values()),
        **statuses,
        "slowest_seconds": round(slowest, 2),
        "slowest": at,
        "megabytes": round(megabytes),
        "parser_megabytes": round(parser.megabytes),
        "parser_deaths": parser.deaths,
        "wrong": wrong,
    }
    print(json.dumps(figures))
    return 1 if wrong or megabytes > MEGABYTES else 0


def _words() -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="python -m tests.fuzz")
    words.add_argument("--inputs", type=int, default=10_000)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--only", type=int, metavar="N")
    words.add_argument("--keep", type=Path, metavar="FOLDER", help="where inputs are kept that went wrong")
    return words.parse_args()


if __name__ == "__main__":
    sys.exit(main())
