"""No file takes down who reads it, unpacks without bounds, or reaches out of the child."""

import io
import os
import struct
import time
import zipfile
import zlib

import numpy as np
import pyarrow as pa
import pytest

from indicators.parsing import limits
from indicators.parsing.running import parse_apart
from tests.indicators.parsing.samples import XLS, archive, ods, parquet, raw_workbook, workbook
from tests.indicators.parsing.test_workbooks import cells, opened

ONE = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'


def test_a_cell_at_the_far_corner_ends_the_child_and_nobody_else() -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
    started = time.monotonic()
    assert opened(raw_workbook(ONE.replace("</sheetData>", far)))[1] == {"too_costly": 1}
    assert time.monotonic() - started < 20


def test_a_cell_far_below_is_too_many_cells() -> None:
    row = "".join(f'<c r="{chr(65 + column)}1"><v>1</v></c>' for column in range(26))
    far = f'<sheetData><row r="1">{row}</row><row r="1000000"><c r="A1000000"><v>2</v></c></row></sheetData>'
    assert opened(raw_workbook(far))[1] == {"too_many_cells": 1}


def test_entities_are_not_expanded() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    text = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;&c;</t></is></c></row></sheetData>'
    assert opened(raw_workbook(text, around=laughs))[1] == {"broken_file": 1}
    shared = f"{laughs}<sst><si><t>&b;</t></si></sst>"
    assert opened(raw_workbook(ONE, shared=shared))[1] == {"broken_file": 1}
    hidden = '<sheetData><row r="1" hidden="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    assert opened(raw_workbook(hidden, around=laughs))[1] == {"broken_file": 1}


def test_an_archive_that_declares_too_much_is_refused_unread() -> None:
    bomb = raw_workbook(ONE, more={"xl/media/a.bin": bytes(limits.RATIO_FROM + 1)})
    assert len(bomb) < 100_000 and opened(bomb)[1] == {"unpacked_too_large": 1}


def test_an_archive_that_declares_too_little_is_damaged() -> None:
    """The sheet unpacks to 20 MB and says it has a hundred bytes, with the checksum of these."""
    data = f"<sheetData>{' ' * 20_000_000}</sheetData>"
    content = raw_workbook(data)
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    for whole, forged in ((len(sheet), 100), (zlib.crc32(sheet), zlib.crc32(sheet[:100]))):
        assert content.count(struct.pack("<L", whole)) == 2
        content = content.replace(struct.pack("<L", whole), struct.pack("<L", forged))
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None  # so that a usual reader believes it
    assert opened(content)[1] == {"broken_file": 1}


def test_an_archive_of_thousands_of_members_is_refused() -> None:
    assert opened(raw_workbook(ONE, more={f"xl/a{number}": "" for number in range(limits.MEMBERS)}))[1] == {
        "too_many_members": 1
    }


def test_an_archive_with_the_same_name_twice_is_damaged() -> None:
    content = io.BytesIO(raw_workbook(ONE))
    with pytest.warns(UserWarning), zipfile.ZipFile(content, "a") as packed:
        packed.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    assert opened(content.getvalue())[1] == {"broken_file": 1}


def test_what_is_hung_behind_an_archive_or_cut_off_makes_it_damaged() -> None:
    whole = workbook(Daten=[["id"]])
    for content in (whole + b"x" * 10, whole[:-1], whole[: len(whole) // 2], whole + b"Nachname;Vorname\nHuber;Anna\n"):
        assert opened(content)[1] == {"broken_file": 1}


def test_a_compressed_bomb_within_a_bomb_is_never_opened() -> None:
    inner = archive({"a": bytes(1_000_000)})
    assert opened(archive({"b.zip": inner, "c.zip": inner}))[1] == {"binary_file": 1}


def test_an_ods_that_breaks_off_is_damaged_at_once() -> None:
    whole = zipfile.ZipFile(io.BytesIO(ods('<table:table table:name="a"><table:table-row/></table:table>')))
    members = {name: whole.read(name) for name in whole.namelist()}
    xml = members["content.xml"]
    for broken in (xml[:-70], xml.replace(b"</table:table>", b"<able>")):
        assert opened(archive({**members, "content.xml": broken}))[1] == {"broken_file": 1}


def test_repetitions_in_an_ods_have_an_end() -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="2000000000"/>'
    table = (
        f'<table:table table:name="a"><table:table-row table:number-rows-repeated="2000000000">{cell}</table:table-row>'
    )
    found, problems = opened(ods(f"{table}</table:table>"))
    assert found.kind is None and len(problems) == 1
    assert problems.keys() <= {"too_costly", "too_many_cells", "broken_file"}


def test_merged_cells_without_end_are_refused() -> None:
    data = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="CV1"><v>1</v></c></row>'
        '<row r="20000"><c r="A20000"><v>1</v></c></row></sheetData>'
        '<mergeCells count="1"><mergeCell ref="A1:CV20000"/></mergeCells>'
    )
    assert opened(raw_workbook(data))[1] == {"too_many_cells": 1}


def test_more_sheets_than_anyone_needs_are_refused() -> None:
    sheets = {f"s{number}": [["a"]] for number in range(limits.SHEETS + 1)}
    assert opened(workbook(**sheets))[1] == {"too_many_sheets": 1}


def test_a_parquet_file_whose_texts_unfold_is_stopped() -> None:
    """One text of a megabyte in ten thousand rows: kilobytes of file, ten gigabytes of table."""
    import pyarrow.parquet as pq

    text = pa.DictionaryArray.from_arrays(np.zeros(10_000, np.int32), pa.array(["x" * 1_000_000]))
    content = io.BytesIO()
    pq.write_table(pa.table({"a": text}), content, compression="zstd")
    assert len(content.getvalue()) < 2_000_000
    started = time.monotonic()
    problems = opened(content.getvalue())[1]
    assert problems in ({"too_costly": 1}, {"too_much_text": 1}) and time.monotonic() - started < 30


def test_a_parquet_file_of_too_many_rows_is_refused_by_what_it_declares() -> None:
    content = parquet(a=np.zeros(limits.CELLS + 1, np.int8))
    assert opened(content)[1] == {"too_many_cells": 1}


@pytest.mark.parametrize("place", [0.2, 0.5, 0.9])
def test_a_workbook_of_the_old_kind_with_holes_is_no_more_than_a_problem(place: float) -> None:
    start = int(len(XLS) * place)
    found, problems = opened(XLS[:start] + bytes(64) + XLS[start + 64 :])
    assert found.kind == "xls" or problems


def test_the_child_knows_nothing_of_the_portals_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    from indicators.parsing import running

    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    assert not {"DATABASE_URL", "SECRET_KEY"} & set(running._environment())


def test_a_child_that_does_not_answer_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WAITING_SECONDS", 0.05)
    assert [finding.code for finding in parse_apart(workbook(Daten=[["id"]])).findings] == ["too_costly"]


def test_nothing_of_a_file_is_left_open() -> None:
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        assert cells(opened(workbook(Daten=[["id"]]))[0].sheets[0]) == [("id",)]
    assert len(os.listdir("/proc/self/fd")) == before
