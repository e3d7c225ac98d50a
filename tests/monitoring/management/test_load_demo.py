"""The invented city and a real one never meet in a release."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from indicators.models import ImportProfile
from tests.factories import make_city

pytestmark = pytest.mark.django_db


def test_beside_a_city_of_its_own_nothing_is_loaded(settings: Any, tmp_path: Path) -> None:
    settings.TRIAL = True
    make_city()
    with pytest.raises(CommandError, match="areas of its own \\(kiez\\)"):
        call_command("load_demo", str(tmp_path))
    assert not ImportProfile.objects.exists()
