"""A workbook that is parsed in a thread, while the rest of the child is imported and looks through the archive.

The parser holds no lock of the interpreter. Of a wide workbook it takes two thirds of the whole time.
"""

import io
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial
from threading import Thread
from typing import Any

import python_calamine as calamine

from indicators.parsing import limits
from indicators.parsing.findings import Refusal
from indicators.parsing.kinds import Kind

_NO_BOOK = (calamine.CalamineError, ValueError, OSError)


class Loading:
    """Parses a workbook from its beginning on; the next sheet is on its way while one is looked at."""

    def __init__(self, content: bytes, kind: Kind) -> None:
        self._content, self.kind = content, kind
        self._begun = _meanwhile(self._begin)

    def sheets(self) -> Iterator[tuple[str, bool, "Future[Any]"]]:
        """Name of each worksheet in its order, whether it is hidden, and its values to come.

        Raises:
            Refusal: the workbook cannot be opened, is protected by a password, or has too many sheets.
        """
        try:
            book, told, following = self._begun.result()
        except calamine.PasswordError as error:
            raise Refusal("protected_file") from error
        except _NO_BOOK as error:
            raise self.broken() from error
        if len(told) > limits.SHEETS:
            raise Refusal("too_many_sheets", sheets=len(told), limit=limits.SHEETS)
        for place, about in enumerate(told):
            coming, last = following, place + 1 == len(told)
            following = coming if last else _meanwhile(partial(book.get_sheet_by_name, told[place + 1].name))
            yield about.name, about.visible != calamine.SheetVisibleEnum.Visible, coming

    def values(self, coming: "Future[Any]") -> Any:
        """The values of a sheet.

        Raises:
            Refusal: they cannot be read.
        """
        try:
            return coming.result()
        except _NO_BOOK as error:
            raise self.broken() from error

    def broken(self) -> Refusal:
        return Refusal("broken_file", kind=self.kind.upper())

    def _begin(self) -> tuple[Any, list[Any], "Future[Any]"]:
        """The workbook, what it says of its worksheets, and the first of them."""
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(self._content))
        told = [about for about in book.sheets_metadata if about.typ == calamine.SheetTypeEnum.WorkSheet]
        first: Future[Any] = Future()
        try:
            first.set_result(book.get_sheet_by_name(told[0].name) if told else None)
        except _NO_BOOK as error:
            first.set_exception(error)
        return book, told, first


def _meanwhile(work: Callable[[], Any]) -> "Future[Any]":
    """The outcome to come of work in a thread that ends with it."""
    outcome: Future[Any] = Future()

    def do() -> None:
        try:
            outcome.set_result(work())
        except Exception as error:
            outcome.set_exception(error)
        except BaseException as panic:  # the parser met what it holds for impossible
            outcome.set_exception(ValueError(str(panic)))

    Thread(target=do, daemon=True).start()
    return outcome
