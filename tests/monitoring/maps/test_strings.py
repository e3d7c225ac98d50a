"""Every sentence that the script asks for is handed over, and none is handed over for nothing."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from monitoring.maps.strings import strings

SCRIPTS = Path(settings.BASE_DIR) / "static" / "src" / "js"


def reached(script: Path, found: dict[Path, str]) -> dict[Path, str]:
    """A script with everything that it imports: other pages have sentences of their own."""
    if script not in found:
        found[script] = script.read_text()
        for name in re.findall(r'from "(\.[^"]+)"', found[script]):
            reached((script.parent / name).resolve(), found)
    return found


SOURCES = list(reached(SCRIPTS / "map.js", {}).values())


def asked() -> tuple[set[str], set[str]]:
    """Keys that stand in the sources whole, and beginnings of keys that are put together."""
    text = "\n".join(SOURCES)
    whole = set(re.findall(r'"([a-z]+_[a-z_]+)"', text)) | set(re.findall(r'(?<![\w.])t\("([a-z_]+)"', text))
    return whole, set(re.findall(r"(?<![\w.])t\(`([a-z_]+)\$\{", text))


def test_no_sentence_of_the_script_is_missing() -> None:
    whole = set(re.findall(r'(?<![\w.])t\("([a-z_]+)"', "\n".join(SOURCES)))
    assert whole - set(strings()) == set()


def test_no_sentence_travels_for_nothing() -> None:
    whole, beginnings = asked()
    unused = {key for key in strings() if key not in whole and not any(key.startswith(begin) for begin in beginnings)}
    assert unused == set()


@pytest.mark.parametrize("language", ["de", "en"])
def test_placeholders_are_the_same_in_both_languages(language: str) -> None:
    with translation.override("en"):
        english = strings()
    with translation.override(language):
        here = strings()
    for key, words in english.items():
        assert set(re.findall(r"%\((\w+)\)s", words)) == set(re.findall(r"%\((\w+)\)s", here[key])), key
