"""Every sentence that the scripts of the office's pages ask for is handed over."""

import re
from pathlib import Path

from django.conf import settings

from monitoring.deliveries.office_map import map_strings

SCRIPTS = Path(settings.BASE_DIR) / "static" / "src" / "js"


def test_no_sentence_of_the_scripts_is_missing() -> None:
    sources = [*sorted((SCRIPTS / "office").rglob("*.js")), SCRIPTS / "api.js"]
    text = "\n".join(path.read_text() for path in sources)
    # Which hint is shown is decided at the place: t(FINGERS ? "map_hint_touch" : "map_hint").
    asked = set(re.findall(r'(?<![\w.])t\((?:[A-Z]+ \? "[a-z_]+" : )?"([a-z_]+)"', text))
    asked |= set(re.findall(r'(?<![\w.])t\([A-Z]+ \? "([a-z_]+)"', text))
    assert asked == set(map_strings())
