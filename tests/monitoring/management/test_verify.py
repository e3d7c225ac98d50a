"""The command ``verify`` from the outside."""

import pytest
from django.core.management import execute_from_command_line


@pytest.mark.parametrize("sample", ["-1", "viele"])
def test_a_sample_that_is_no_number_of_things_is_wrong_usage(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        execute_from_command_line(["manage.py", "verify", f"--sample={sample}"])
    assert left.value.code == 2
    assert "--sample" in capsys.readouterr().err
