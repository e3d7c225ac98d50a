"""What the machine offers, read from the words of its package manager."""

from monitoring.launcher.packages import has_candidate


def test_a_package_that_is_offered_and_not_installed_can_be_installed() -> None:
    assert has_candidate("chromium:\n  Installed: (none)\n  Candidate: 150.0-1\n  Version table:\n")


def test_a_package_without_a_candidate_or_unknown_cannot() -> None:
    assert not has_candidate("chromium:\n  Installed: (none)\n  Candidate: (none)\n  Version table:\n")
    assert not has_candidate("")
