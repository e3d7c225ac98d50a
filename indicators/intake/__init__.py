"""From a delivered file to typed values or coded problems. Pure: no Django, no models, no gettext.

The way of a file: ``encoding`` (bytes to text) → ``layout`` (records and their lines) → ``reading`` (a table of texts) →
``persons`` (refused before anything is told about the content) → ``header`` (columns) → ``rows`` (places) → ``cells``
(numbers and states) → ``comparisons`` (between columns, and with what is in force); ``checking`` is that way in one
function. Every problem is a code of ``problems``. Other formats make a ``reading.Table`` and go the same way.
"""

from indicators.intake.checked import CheckedFile, CheckedPeriod
from indicators.intake.checking import check_file, inspect_file
from indicators.intake.problems import KINDS, PROBLEM_CODES, PersonLevelFile, Problem, Severity
from indicators.intake.reporting_period import check_period
from indicators.intake.rows import Places

__all__ = [
    "KINDS",
    "PROBLEM_CODES",
    "CheckedFile",
    "CheckedPeriod",
    "PersonLevelFile",
    "Places",
    "Problem",
    "Severity",
    "check_file",
    "check_period",
    "inspect_file",
]
