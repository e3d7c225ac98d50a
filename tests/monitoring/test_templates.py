"""Every template can be read: each of its tags and filters is loaded."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR) / "templates"
NAMES = sorted(
    path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.suffix in {".html", ".txt", ".xml"}
)


def test_templates_are_found() -> None:
    assert "base.html" in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_template_can_be_read(name: str) -> None:
    get_template(name)
