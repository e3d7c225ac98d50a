"""From a delivered file to typed values or coded problems. Pure: no Django, no models, no gettext.

The way of a file: ``reading`` (bytes of any format to raw sheets of texts) → ``finding`` (which sheets, where each table
begins and ends) → ``persons`` (refused before anything is told about the content) → ``header`` (columns) → ``rows`` (places)
→ ``parts`` (periods and measures) → ``filling`` and ``cells`` (numbers and states, each with its line) → ``relations`` and
``comparisons`` (between columns, and with what is in force) → ``plausibility`` (against everything known beside it);
``checking`` is that way in one function. Every problem is a code of ``problems``.
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
