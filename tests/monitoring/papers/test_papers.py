"""Papers: the portal's typeface or nothing, tagged, and never markup from data."""

import io
import struct
from pathlib import Path

import pypdfium2
import pytest

from monitoring.papers import fonts, setting
from monitoring.papers.colours import sequential
from monitoring.papers.picture import map_svg
from monitoring.papers.woff import NoFont, to_sfnt

DATA = {
    "title": "Zwanzig Stellen = viel #strong[Text] $x$ \\",
    "author": "Sozialraum-Monitor",
    "kicker": "Verteilung",
    "question": "Wohin gehen sie? Łódź, Ştefan, Αθήνα, Владимир",
    "mark": "",
    "release": "Veröffentlichung 2026/1",
    "words": dict.fromkeys(
        (
            "decision",
            "result",
            "method",
            "parameter",
            "setting",
            "groups",
            "areas",
            "order",
            "limits",
            "sources",
            "page",
        ),
        "Überschrift",
    ),
    "decision": [],
    "statements": ["Gebiete im höchsten Viertel erhalten 38\N{NO-BREAK SPACE}%."],
    "map": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path fill="#d5eef9" d="M0 0L9 0L9 9Z"/></svg>',
    "map_title": "Karte",
    "map_alt": "Karte: Stellen",
    "legend": [{"colour": "#d5eef9", "label": "0 bis 1"}],
    "method": ["So."],
    "formula": ["Anteil = Summe × Basis ÷ Summe \N{MINUS SIGN} 0"],
    "rule": [["Basis", "Einwohner"]],
    "columns": ["Code", "Gebiet", "Stellen", "Bemerkung"],
    "rows": [["0101", "=HYPERLINK(1) *fett*", "1.234,5", ""]],
    "group_columns": ["Bezirk", "Stellen"],
    "groups": [["Hafen", "13"]],
    "limits": ["Nichts."],
    "sources": ["Register"],
}


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_texts_stand_in_the_paper_as_they_are() -> None:
    text = text_of(setting.paper("allocation", DATA, "de"))
    for expected in ("#strong[Text]", "=HYPERLINK(1) *fett*", "1.234,5", "Łódź, Ştefan, Αθήνα, Владимир", "× Basis ÷"):
        assert expected in text


def test_paper_is_tagged_for_screen_readers_and_says_title_and_language() -> None:
    content = setting.paper("allocation", DATA, "de")
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    assert document.is_tagged()
    assert document.get_metadata_value("Title") == DATA["title"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content


def test_every_font_of_the_paper_is_the_portals_own() -> None:
    document = pypdfium2.PdfDocument(io.BytesIO(setting.paper("allocation", DATA, "de")))
    families = {
        item.get_font().get_base_name()
        for page in document
        for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
    }
    assert families and all("FiraSans" in family for family in families), families


def test_missing_cut_of_the_typeface_is_an_error_and_no_other_font(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in fonts.folder().iterdir():
        if path.name != "fira-sans-latin-600-normal.woff":
            (tmp_path / path.name).symlink_to(path)
    monkeypatch.setattr(fonts, "folder", lambda: tmp_path)
    with pytest.raises(fonts.FontMissing, match="fira-sans-latin-600-normal"):
        setting.paper("allocation", DATA, "de")


def test_font_of_another_name_in_a_template_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting, "FAMILIES", {"latin": "Arial"})
    with pytest.raises(Exception, match="(?i)font|could not be displayed"):
        setting.paper("allocation", DATA, "de")


def test_sign_that_the_typeface_lacks_is_named() -> None:
    with pytest.raises(setting.Unprintable) as unprintable:
        setting.paper("allocation", DATA | {"title": "Stellen 🚲 und 漢"}, "de")
    assert "🚲" in unprintable.value.signs or "漢" in unprintable.value.signs


@pytest.mark.parametrize("content", [b"", b"wOF2" + bytes(60), b"wOFF" + struct.pack(">IIHHI", 0, 0, 3, 0, 0)])
def test_what_is_no_font_is_refused(content: bytes) -> None:
    with pytest.raises(NoFont):
        to_sfnt(content, "Fira Sans")


def test_map_hatches_what_has_no_colour_and_turns_reversed_arcs() -> None:
    topology = (
        b'{"type":"Topology","transform":{"scale":[0.1,0.1],"translate":[10,50]},"objects":{"areas":{"type":'
        b'"GeometryCollection","geometries":[{"type":"Polygon","id":"a","arcs":[[0,1]]},{"type":"MultiPolygon","id":"b",'
        b'"arcs":[[[-1,2]]]}]}},"arcs":[[[1,0],[0,1]],[[1,1],[-1,0],[0,-1],[1,0]],[[1,1],[1,0],[0,-1],[-1,0]]]}'
    )
    svg = map_svg(topology, {"a": "#d5eef9"})
    assert svg.count("<path") == 2 and 'fill="#d5eef9"' in svg and "url(#none)" in svg


def test_map_without_shapes_is_nothing() -> None:
    empty = b'{"type":"Topology","objects":{"areas":{"type":"GeometryCollection","geometries":[]}},"arcs":[]}'
    assert map_svg(empty, {}) == ""


def test_colours_are_those_of_the_portals_maps() -> None:
    """The ends of the ramp in ``palettes.js``, light theme."""
    source = (Path(__file__).parents[3] / "static" / "src" / "js" / "map" / "palettes.js").read_text()
    assert "light: { from: [0.935, 0.03, 225], to: [0.31, 0.17, 300] }" in source
    assert sequential(5)[0] == "#d5eef9" and len(set(sequential(5))) == 5
