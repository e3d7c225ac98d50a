"""``load_catalogue`` as people and scripts call it."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from indicators.actions.proposals import approve, propose
from indicators.catalogue.schemas import Part
from indicators.models import Indicator
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("load_catalogue", *arguments, stdout=out)
    return out.getvalue()


def test_without_a_folder_the_portals_own_catalogue_is_loaded_and_changes_are_shown_first() -> None:
    lines = run().splitlines()
    assert "+ indicator einwohner" in lines
    assert lines[-1] == "Stored."
    assert Indicator.objects.filter(code="einwohner").exists()
    assert run().splitlines()[-2].startswith("0 added, 0 changed, ")


def test_dry_run_stores_nothing_and_says_so() -> None:
    assert run("--dry-run").splitlines()[-1] == "Nothing was stored: this was a dry run."
    assert not Indicator.objects.exists()


def test_json_is_one_document_and_nothing_else() -> None:
    document = json.loads(run("--json"))
    assert document["stored"] is True
    assert document["added"] == len(document["changes"]) > 60
    assert {"part": "index", "code": "mss-2013-status", "change": "added", "keys": []} in document["changes"]


def test_what_was_edited_in_the_interface_is_kept_and_named() -> None:
    run()
    found = Indicator.objects.get(code="einwohner")
    proposal = propose(
        by=make_person("statistik"),
        part=Part.INDICATOR,
        document={**found.document, "title": {"de": "Menschen", "en": "People"}},
        base=found.sha256,
        reason="einfacher",
    )
    approve(by=make_person("pruefung"), proposal=proposal.pk, reason="gut")
    lines = run().splitlines()
    assert (
        "! indicator einwohner (title): edited in the interface, stays as it is; --overwrite-edited loads the file"
        in lines
    )
    assert json.loads(run("--json"))["kept"] == 1
    assert Indicator.objects.get(code="einwohner").spec.title.de == "Menschen"
    assert "~ indicator einwohner (title)" in run("--overwrite-edited").splitlines()
    assert Indicator.objects.get(code="einwohner").document == found.document


def test_refusal_names_file_key_and_reason_in_words_and_as_json(tmp_path: Path) -> None:
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "kinder.toml").write_text('code = "kinder"\nkind = "rate"\n', encoding="utf-8")
    out = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("load_catalogue", str(tmp_path), "--json", stdout=out)
    assert "indicators/kinder.toml, key “unit”: This key is missing." in str(refusal.value)
    problems = json.loads(out.getvalue())["problems"]
    assert {"file", "key", "code", "params", "message"} == problems[0].keys()
    assert "sheet" in [problem["key"] for problem in problems]


@pytest.mark.parametrize(
    ("arguments", "status"), [(["/nowhere"], 1), (["--frobnicate"], 2)], ids=["refused", "wrong usage"]
)
def test_exit_status_tells_refusal_from_wrong_usage(arguments: list[str], status: int) -> None:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "load_catalogue", *arguments]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (answer.returncode, answer.stdout) == (status, "")
    assert answer.stderr.strip()
