"""What somebody typed, as a form or as a file: the document, everything that is wrong with it, or what it brings about."""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.catalogue.documents import document_of, spec_of, toml_of
from indicators.catalogue.problems import CatalogueError, CatalogueProblem, Findings
from indicators.catalogue.reading import parsed
from indicators.catalogue.schemas import Part, Spec
from indicators.catalogue.typed import document_of_texts, line_of
from indicators.office.consequences import Consequences, consequences
from monitoring.catalogue_messages import catalogue_reason

MOST_LETTERS = 200_000


@dataclass(frozen=True)
class Line:
    """A problem of a file: where, as far as it can be said, and why."""

    line: int | None
    key: str
    why: str


@dataclass(frozen=True)
class Draft:
    """``document`` is canonical where it could be read, otherwise as typed; ``told`` only where nothing is wrong with it."""

    part: Part
    text: str
    document: Mapping[str, object]
    problems: tuple[CatalogueProblem, ...]
    told: Consequences | None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The problems as those of the file."""
        found = (Line(_line(self.text, problem), problem.key, catalogue_reason(problem)) for problem in self.problems)
        return tuple(sorted(found, key=lambda one: (one.line or 0, one.key)))


def _line(text: str, problem: CatalogueProblem) -> int | None:
    stated = dict(problem.params).get("line")
    if isinstance(stated, int):
        return stated
    return line_of(text, problem.key) if problem.key else None


def from_form(part: Part, texts: Mapping[str, str], code: str) -> Draft:
    """The draft that a form holds. ``code``: of the entry that is edited, empty for a new one."""
    typed = document_of_texts(part, texts)
    return _draft(part, "", {**typed, "code": code} if code else typed, code)


def from_file(part: Part, text: str, code: str) -> Draft:
    """The draft that a file's text holds."""
    findings = Findings("")
    document = parsed(text[:MOST_LETTERS].encode(errors="replace"), findings)
    if document is None:
        return Draft(part, text, {}, tuple(findings.problems), None)
    return _draft(part, text, document, code)


def _draft(part: Part, text: str, document: Mapping[str, object], code: str) -> Draft:
    try:
        spec = spec_of(part, document)
    except CatalogueError as error:
        return Draft(part, text, document, error.problems, None)
    told = consequences(part, spec)
    problems = (*_wrong_code(part, spec, code, is_known=told.before is not None), *told.problems)
    canonical = document_of(spec)
    return Draft(part, text or toml_of(canonical), canonical, problems, None if problems else told)


def _wrong_code(part: Part, spec: Spec, code: str, *, is_known: bool) -> tuple[CatalogueProblem, ...]:
    """An entry keeps its code, and a new one has a code that is free."""
    file = f"{part.folder}/{code or spec.code}.toml"
    if code and spec.code != code:
        params = (("value", spec.code), ("expected", code))
        return (CatalogueProblem(file, "code", "code_is_not_file_name", params),)
    if not code and is_known:
        return (CatalogueProblem(file, "code", "duplicate_code", (("value", spec.code), ("first", file))),)
    return ()
