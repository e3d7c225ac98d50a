"""Setting a paper: a template of this room, data as JSON, PDF/UA-1 or nothing."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from monitoring.papers.fonts import FAMILIES, fonts

_TEMPLATES = Path(__file__).parent / "templates"
_UNPRINTABLE = re.compile(r"the text [`\"“]+(.+?)[`\"”]+ could not be displayed")


class Unprintable(Exception):
    """The typeface lacks signs of the text. ``signs``: which, each once."""

    def __init__(self, signs: str) -> None:
        super().__init__(f"no glyphs for {signs!r}")
        self.signs = signs


def paper(template: str, data: Mapping[str, Any], language: str) -> bytes:
    """The PDF of a template: tagged, with title and language, in the portal's typeface.

    Args:
        template: name of a file of ``monitoring/papers/templates`` without ``.typ``.
        data: what the template reads as ``data``; texts are shown as they are, whatever signs of markup they hold.
        language: ``de`` or ``en``: hyphenation, quotation marks and what screen readers speak.

    Raises:
        FontMissing: the typeface is not complete.
        Unprintable: a text has a sign that the typeface has not.
        typst.TypstError: the template is wrong, or what comes of it breaks PDF/UA-1.
    """
    compiler = typst.Compiler(root=_TEMPLATES, font_paths=fonts())
    inputs = {
        "data": json.dumps(data, ensure_ascii=False),
        "language": language,
        "fonts": json.dumps([*FAMILIES.values()]),
    }
    try:
        content, warnings = compiler.compile_with_warnings(
            _TEMPLATES / f"{template}.typ", format="pdf", pdf_standards=["ua-1"], sys_inputs=inputs
        )
    except typst.TypstError as error:
        signs = _UNPRINTABLE.findall(error.diagnostic or str(error))
        if signs:
            raise Unprintable("".join(dict.fromkeys("".join(signs)))) from error
        raise
    if warnings:  # an unknown font is one: it would be replaced silently
        raise typst.TypstError("; ".join(warning.message for warning in warnings))
    assert isinstance(content, bytes)
    return content
