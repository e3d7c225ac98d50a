"""Every sentence that the scripts of dashboards ask for is handed over."""

import re
from pathlib import Path

from django.conf import settings

from monitoring.dashboards.strings import strings

SCRIPTS = Path(settings.BASE_DIR) / "static" / "src" / "js" / "dashboards"


def test_no_sentence_of_the_scripts_is_missing() -> None:
    text = "\n".join(path.read_text() for path in sorted(SCRIPTS.rglob("*.js")))
    asked = set(re.findall(r'(?<![\w.])t\("([a-z_]+)"', text))
    assert len(asked) > 5 and asked - set(strings()) == set()
