"""An empty delivery for whoever fills it in: made from the specification that reads it, with every area and what is allowed.

``described`` (what a template holds) → ``delimited`` (CSV) or ``workbook`` (XLSX with notes and data validation).
"""

from indicators.intake.template.delimited import csv_of
from indicators.intake.template.described import Labels, Line, Template, TemplateColumn, template_of
from indicators.intake.template.workbook import xlsx_of

__all__ = ["Labels", "Line", "Template", "TemplateColumn", "csv_of", "template_of", "xlsx_of"]
