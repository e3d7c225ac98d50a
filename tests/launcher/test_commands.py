"""What ``./portal`` promises before it starts anything."""

import re
import shutil
import subprocess

import pytest

from monitoring.launcher import cli
from monitoring.launcher.instance import HOME


def _portal(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(HOME / "portal"), *words], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("words", [[], ["fly"], ["up", "--sideways"], ["up", "--port", "many"], ["status", "--xml"]])
def test_wrong_usage_ends_with_two_and_says_how_to_use_it(words: list[str]) -> None:
    answer = _portal(*words)
    assert answer.returncode == 2
    assert "usage" in answer.stderr.lower()


def test_help_names_every_command() -> None:
    answer = _portal("--help")
    assert answer.returncode == 0
    for command in ("up", "test", "down", "status", "bench", "manage"):
        assert re.search(rf"^  {command}\b", answer.stdout, re.MULTILINE)


@pytest.mark.parametrize("script", ["portal", ".ci/run"])
def test_launcher_is_posix_shell(script: str) -> None:
    path = HOME / script
    assert path.read_text().startswith("#!/bin/sh\n")
    assert path.stat().st_mode & 0o111
    assert subprocess.run([shutil.which("dash") or "sh", "-n", str(path)], check=False).returncode == 0
    words_of_bash = re.compile(r"\[\[|\bfunction\b|\bsource\b|\blocal\b|<<<|\$'|&>|\+=|==|\bdeclare\b|\$\{[^}]*[/^,]")
    assert [line for line in path.read_text().splitlines() if words_of_bash.search(line.split("#")[0])] == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock", "requirements-node.lock"])
def test_lock_pins_every_package_by_hash_and_names_no_address(name: str) -> None:
    text = (HOME / name).read_text()
    assert "://" not in text
    assert " @ " not in text
    assert not re.search(r"^--(index-url|extra-index-url|find-links|trusted-host)", text, re.MULTILINE)
    for requirement in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[A-Za-z0-9._-]+==[^ ]+", requirement), requirement
        assert "--hash=sha256:" in requirement


def test_front_end_lock_names_no_address() -> None:
    assert '"resolved"' not in (HOME / "package-lock.json").read_text()


@pytest.mark.parametrize("presses", [1, 3])
def test_ctrl_c_waits_for_a_command_that_clears_away(presses: int) -> None:
    class Clearing:
        left = presses

        def wait(self) -> int:
            if self.left:
                self.left -= 1
                raise KeyboardInterrupt
            return 130

    assert cli._until_it_ends(Clearing()) == 130  # type: ignore[arg-type]
