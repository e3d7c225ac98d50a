"""Asks every surface of a running portal as one reader, and keeps what came back, headers included."""

import re
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import requests

from tests.attacks.roles import Attacker, session
from tests.attacks.surfaces import SURFACES, Surface

_HANDS = 4
#: Headers that say something else each time, whatever is hidden.
_FLEETING = frozenset(
    {"date", "set-cookie", "content-security-policy", "x-request-id", "server", "connection", "expires"}
)
_MASKS = (
    (re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]*'), rb"\1"),
    (re.compile(rb'(nonce=")[^"]*'), rb"\1"),
    (re.compile(rb'("csrf": ?"|&quot;X-CSRFToken&quot;: ?&quot;|"X-CSRFToken": ?"|data-csrf=")[^"&]*'), rb"\1"),
    (re.compile(rb'(class="incident">)[0-9a-f]+'), rb"\1"),
    (re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?"), b"TIME"),
    (re.compile(rb"\b\d{1,2}:\d\d(?::\d\d)?(?: Uhr)?"), b"TIME"),
    (re.compile(rb"localhost:\d+"), b"ADDRESS"),
    (re.compile(rb"/CreationDate ?\([^)]*\)|/ModDate ?\([^)]*\)|/ID ?\[[^\]]*\]"), b""),
)
_NUMBERS = re.compile(rb"\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Answer:
    """One answer. ``surface`` is the name of its URL."""

    surface: str
    role: str
    path: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "")

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", errors="replace")

    @cached_property
    def plain(self) -> bytes:
        """The body without what is drawn anew for every answer: tokens, clock times, the address."""
        found = self.body
        if self.surface == "metrics":  # what is counted there is the asking itself
            return b"\n".join(sorted(line for line in found.splitlines() if line.startswith(b"# HELP")))
        for pattern, instead in _MASKS:
            found = pattern.sub(instead, found)
        return found

    @property
    def lasting(self) -> dict[str, str]:
        """The headers that say the same to everybody who asks again; the length only where nothing was masked."""
        kept = {name: value for name, value in self.headers.items() if name not in _FLEETING}
        if self.plain != self.body:
            kept.pop("content-length", None)
        if "location" in kept:
            kept["location"] = re.sub(r"localhost:\d+", "ADDRESS", kept["location"])
        return kept

    @property
    def numbers(self) -> int:
        """How many numbers the answer holds, whatever they are about."""
        return len(_NUMBERS.findall(self.plain)) if self.status == 200 else 0


def ask(opened: requests.Session, address: str, surface: str, role: str, path: str) -> Answer:
    """One question; nothing is followed, an answer is what comes back."""
    headers = {"Accept-Encoding": "identity"}
    answer = opened.get(address + path, headers=headers, timeout=120, allow_redirects=False)
    lowered = {name.lower(): value for name, value in answer.headers.items()}
    return Answer(surface, role, path, answer.status_code, lowered, answer.content)


def paths(surface: Surface, fillings: Mapping[str, Sequence[str]]) -> list[str]:
    """The surface's addresses, every placeholder filled with everything it may be."""
    found = []
    for template in surface.paths:
        names = list(dict.fromkeys(re.findall(r"\{(\w+)\}", template)))
        for values in product(*(fillings[name] for name in names)):
            found.append(template.format(**dict(zip(names, values, strict=True))))
    return list(dict.fromkeys(found))


def crawl(
    address: str, attacker: Attacker, fillings: Mapping[str, Sequence[str]], surfaces: Iterable[Surface] = SURFACES
) -> list[Answer]:
    """Every answer that an attacker gets."""
    opened = session(address, attacker)
    wanted = [(surface.name, path) for surface in surfaces for path in paths(surface, fillings)]

    def one(item: tuple[str, str]) -> Answer:
        return ask(opened, address, item[0], attacker.name, item[1])

    with ThreadPoolExecutor(_HANDS) as hands:
        return list(hands.map(one, wanted))


def differing(one: Sequence[Answer], other: Sequence[Answer]) -> list[dict[str, Any]]:
    """Where two worlds answer the same question differently: in a byte, a status, a header."""
    found: list[dict[str, Any]] = []
    for mine, twin in zip(one, other, strict=True):
        assert (mine.surface, mine.role, mine.path) == (twin.surface, twin.role, twin.path)
        place = {"surface": mine.surface, "role": mine.role, "path": mine.path}
        if mine.status != twin.status:
            found.append(place | {"what": "status", "town": mine.status, "twin": twin.status})
        headers = {n: (mine.lasting.get(n), twin.lasting.get(n)) for n in mine.lasting.keys() | twin.lasting.keys()}
        for name, (left, right) in sorted(headers.items()):
            if left != right:
                found.append(place | {"what": f"header {name}", "town": left, "twin": right})
        if mine.plain != twin.plain:
            at = next((i for i, (a, b) in enumerate(zip(mine.plain, twin.plain, strict=False)) if a != b), 0)
            around = slice(max(0, at - 120), at + 120)
            found.append(place | {"what": "body", "town": mine.plain[around], "twin": twin.plain[around]})
    return found
