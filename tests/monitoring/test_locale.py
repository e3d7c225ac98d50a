"""Every text of the interface has German words, with the same placeholders."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
CALLS = {"_", *(f"{form}gettext{lazy}" for form in ("", "n", "p", "np") for lazy in ("", "_lazy")), "gettext_noop"}
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w*\}")


def _catalogue() -> dict[tuple[str | None, str], polib.POEntry]:
    entries = polib.pofile(str(ROOT / "monitoring" / "locale" / "de" / "LC_MESSAGES" / "django.po"))
    return {(entry.msgctxt, entry.msgid): entry for entry in entries if not entry.obsolete}


def _calls(source: str) -> Iterator[tuple[str | None, str]]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        words = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        if name in CALLS and words and isinstance(words[0], str):
            yield (words[0], words[1]) if "pgettext" in name else (None, words[0])


def _in_templates(source: str) -> Iterator[tuple[str | None, str]]:
    """The calls in what Django makes of a template: each reaches to the first bracket that closes it."""
    text = templatize(source)
    for start in re.finditer(r"\b(?:n?p?gettext|_)\(", text):
        for end in re.finditer(r"\)", text[start.end() :]):
            try:
                yield from _calls(text[start.start() : start.end() + end.end()])
            except SyntaxError:
                continue
            break


def _used() -> dict[tuple[str | None, str], str]:
    found = {}
    for path in sorted((ROOT / "monitoring").rglob("*.py")):
        found |= dict.fromkeys(_calls(path.read_text()), path.name)
    for path in sorted((ROOT / "templates").rglob("*.html")):
        found |= dict.fromkeys(_in_templates(path.read_text()), path.name)
    return found


def test_every_text_has_german_words():
    catalogue = _catalogue()
    used = _used()
    assert len(used) > 200
    missing = {key[1]: place for key, place in used.items() if key not in catalogue or not _translated(catalogue[key])}
    assert not missing


def _translated(entry: polib.POEntry) -> bool:
    return all(entry.msgstr_plural.values()) if entry.msgid_plural else bool(entry.msgstr)


def test_placeholders_agree():
    for entry in _catalogue().values():
        words = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        wanted = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
        for text in words:
            assert set(PLACEHOLDER.findall(text)) <= wanted, entry.msgid
            if not entry.msgid_plural:
                assert set(PLACEHOLDER.findall(text)) == wanted, entry.msgid


def test_no_words_are_kept_that_nobody_uses():
    used = {msgid for _, msgid in _used()}
    assert not [key for _, key in _catalogue() if key not in used]
