"""Whatever is sent to the workshop, it answers; and it asks the database a bounded number of questions."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.catalogue.documents import document_of, toml_of
from indicators.catalogue.editing import Group, fields_of
from indicators.catalogue.schemas import Part
from indicators.models import CatalogueProposal
from monitoring.deliveries.catalogue.help import HELP
from monitoring.deliveries.catalogue.labels import GROUPS, label_of
from tests.factories import indicator_spec, make_indicator
from tests.monitoring.deliveries.catalogue.conftest import EDIT, ENTRY, Workshop

WITH_DATABASE = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
ODD = st.sampled_from(["\0", "1e999", "0x" + "f" * 5000, "[" * 9000, "ÄÖ\u202e", "' OR 1=1", "9" * 5000, ""])


@WITH_DATABASE
@given(data=st.data())
def test_no_form_fails(workshop: Workshop, data: st.DataObject) -> None:
    typed = workshop.typed()
    for name in data.draw(st.lists(st.sampled_from(sorted(typed)), min_size=1, max_size=4)):
        typed[name] = data.draw(st.text(max_size=20) | ODD)
    answer = workshop.statistician.post(EDIT, typed | {"reason": data.draw(st.text(max_size=5) | ODD)})
    assert answer.status_code in (200, 302, 422)


@WITH_DATABASE
@given(text=st.text(max_size=200) | ODD.map("x = {}".format), step=st.sampled_from(["check", "back", "propose", "?"]))
def test_no_file_fails(workshop: Workshop, text: str, step: str) -> None:
    for path in (EDIT, "/catalogue/profile/new/"):
        answer = workshop.statistician.post(
            path, {"toml": text, "step": step, "as": "file", "base": "x", "reason": "x"}
        )
        assert answer.status_code in (200, 422)
    assert not CatalogueProposal.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "title = 2020-01-01T00:00:00Z\n",
        "[sheet.key_statement.de.x]\ny = 1\n",
        "breaks = [1, [2, {a = 3}]]\n",
        "code = ['x']\n",
        "scale = inf\ndecimals = nan\n",
        'title = { de = "a\\u0000b", en = "c" }\n',
    ],
)
@pytest.mark.parametrize("step", ["check", "back", "propose"])
def test_files_of_strange_shapes_are_refused_or_shown(workshop: Workshop, text: str, step: str) -> None:
    for shown in ("file", "form"):
        answer = workshop.statistician.post(EDIT, {"toml": text, "step": step, "as": shown, "base": "", "reason": "x"})
        assert answer.status_code in (200, 422)


@pytest.mark.parametrize(
    "path",
    [
        "/catalogue/unsinn/new/",
        "/catalogue/unsinn/entry/armutsquote/",
        "/catalogue/indicator/entry/gibt-es-nicht/",
        "/catalogue/indicator/entry/gibt-es-nicht/edit/",
        "/catalogue/indicator/entry/gibt-es-nicht.toml",
        "/catalogue/proposals/987654/",
        f"/catalogue/proposals/{10**30}/",
    ],
)
def test_what_is_not_there_is_not_found(workshop: Workshop, path: str) -> None:
    assert workshop.statistician.get(path).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "?version=987654",
        "?version=x",
        f"?version={10**30}",
        "?proposal=-1",
        "?as=unsinn",
        "?version=%00",
        "?proposal=" + "9" * 5000,
    ],
)
def test_an_editor_begins_with_what_is_in_force_where_the_address_names_nothing(workshop: Workshop, query: str) -> None:
    answer = workshop.statistician.get(f"{EDIT}{query}")
    assert answer.status_code == 200 and "Titel armutsquote" in answer.content.decode()
    assert workshop.statistician.get("/catalogue/indicator/new/?from=%00").status_code == 200
    assert workshop.statistician.get("/catalogue/?q=%00&part=unsinn").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/catalogue/", "/catalogue/proposals/", ENTRY, EDIT, f"{EDIT}?as=file", "/catalogue/proposals/{number}/"],
)
def test_more_entries_and_proposals_ask_no_more_questions(workshop: Workshop, path: str) -> None:
    number = workshop.propose("Erstens").pk
    client = workshop.statistician
    client.get(path.format(number=number))
    counted = []
    for round_number in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path.format(number=number)).status_code == 200
        counted.append(len(asked))
        for at in range(6):
            make_indicator(indicator_spec(f"quote-{round_number}-{at}"))
            workshop.propose(f"Vorschlag {at}")
    assert counted[0] == counted[1] <= 22


def test_checking_a_change_asks_a_bounded_number_of_questions(
    workshop: Workshop, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    workshop.desk.office.release()
    client, typed = workshop.statistician, workshop.typed(title__de="Neu")
    client.get(EDIT)
    with django_assert_max_num_queries(22):
        assert client.post(EDIT, typed).status_code == 200


def test_every_key_has_a_name_and_its_meaning_stands_in_the_catalogue_of_words() -> None:
    used = set()
    for part in Part:
        nodes = list(fields_of(part, {}))
        names = {node.name for node in nodes}
        assert {name for _title, own in GROUPS[part] for name in own} <= names
        while nodes:
            node = nodes.pop()
            assert label_of(part, node.path) != node.path, (part, node.path)
            used |= {node.about} if node.about else set()
            nodes += node.children if isinstance(node, Group) else ()
    with translation.override("en"):
        assert used == {str(text) for text in HELP}


def test_the_editor_begins_with_the_file_as_it_is_downloaded(workshop: Workshop) -> None:
    text = toml_of(document_of(workshop.indicator.spec))
    assert workshop.statistician.get("/catalogue/indicator/entry/armutsquote.toml").content.decode() == text
    assert escape(text.strip()) in workshop.statistician.get(f"{EDIT}?as=file").content.decode()
