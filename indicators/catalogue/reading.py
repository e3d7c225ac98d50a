"""Reads a folder of catalogue files: everything or nothing, with every problem named by file, key and reason. Pure."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from indicators.catalogue.problems import CatalogueError, CatalogueProblem, Findings
from indicators.catalogue.readers import CODE_FORM, INVALID, shown
from indicators.catalogue.references import parts_of, reference_problems
from indicators.catalogue.schemas import TABLES, Part, Spec
from indicators.catalogue.specs import (
    Catalogue,
    IndexSpec,
    IndicatorSpec,
    MeasureSpec,
    ProfileSpec,
    SourceSpec,
    TypologySpec,
)

FOLDERS = {part.folder: part for part in Part}


def read_catalogue(folder: Path, *, beside: Catalogue | None = None) -> Catalogue:
    """The catalogue that the TOML files of ``folder`` describe.

    ``folder`` has the sub-folders that ``Part.folder`` names (``sources``, ``measures``, …), each of which may be absent;
    files that are no TOML files are left alone. ``beside``: what is stored already and may be referred to, so that a
    city's own folder need not repeat it; what the folder describes anew counts instead, and must suit what is stored.
    The answer holds the folder's own.

    Raises:
        CatalogueError: with every problem of every file.
    """
    if not folder.is_dir():
        raise CatalogueError([CatalogueProblem(folder.name, "", "no_folder")])
    texts = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.toml"))}
    return read_texts(texts, beside=beside)


def read_texts(texts: Mapping[str, bytes], *, beside: Catalogue | None = None) -> Catalogue:
    """As ``read_catalogue``, from the contents by file name (``indicators/sgb2-quote.toml``)."""
    if not texts:
        raise CatalogueError([CatalogueProblem("", "", "nothing_found")])
    reading = _Reading()
    for file, content in texts.items():
        reading.take(file, content)
    beside = beside or Catalogue()
    offered = merged(beside, reading.catalogue)
    stored = {part: {code: f"{part.folder}/{code}.toml" for code in specs} for part, specs in parts_of(beside).items()}
    files = {part: {**stored[part], **reading.files[part]} for part in Part}
    problems = [*reading.problems, *reference_problems(offered, files, reading.unreadable)]
    if problems:
        raise CatalogueError(problems)
    return reading.catalogue


def merged(under: Catalogue, over: Catalogue) -> Catalogue:
    """Both together; of what both have, that of ``over``."""
    return Catalogue(
        {**under.sources, **over.sources},
        {**under.measures, **over.measures},
        {**under.indicators, **over.indicators},
        {**under.indices, **over.indices},
        {**under.profiles, **over.profiles},
        {**under.typologies, **over.typologies},
    )


def collected(specs: Iterable[Spec]) -> Catalogue:
    """The catalogue of single specifications."""
    catalogue = Catalogue()
    for spec in specs:
        _keep(catalogue, spec)
    return catalogue


def _keep(catalogue: Catalogue, spec: object) -> None:
    match spec:
        case SourceSpec():
            catalogue.sources[spec.code] = spec
        case MeasureSpec():
            catalogue.measures[spec.code] = spec
        case IndicatorSpec():
            catalogue.indicators[spec.code] = spec
        case IndexSpec():
            catalogue.indices[spec.code] = spec
        case ProfileSpec():
            catalogue.profiles[spec.code] = spec
        case TypologySpec():
            catalogue.typologies[spec.code] = spec


@dataclass
class _Reading:
    """What has been read of a folder so far."""

    catalogue: Catalogue = field(default_factory=Catalogue)
    problems: list[CatalogueProblem] = field(default_factory=list)
    files: dict[Part, dict[str, str]] = field(default_factory=lambda: {part: {} for part in Part})
    unreadable: dict[Part, set[str]] = field(default_factory=lambda: {part: set() for part in Part})

    def take(self, file: str, content: bytes) -> None:
        findings = Findings(file)
        folder, _, name = file.partition("/")
        part = FOLDERS.get(folder)
        if part is None or "/" in name:
            findings.add("", "unknown_folder", allowed=", ".join(FOLDERS))
        else:
            stem = name.removesuffix(".toml")
            spec = self._read(part, stem, content, findings)
            if findings.problems:
                self.unreadable[part].add(stem)
            elif spec is not None:
                _keep(self.catalogue, spec)
        self.problems.extend(findings.problems)

    def _read(self, part: Part, stem: str, content: bytes, findings: Findings) -> object | None:
        document = parsed(content, findings)
        if document is None:
            return None
        spec = TABLES[part].read(document, "", findings)
        code = document.get("code")
        if isinstance(code, str) and CODE_FORM.fullmatch(code):
            if code != stem:
                findings.add("code", "code_is_not_file_name", value=code, expected=shown(stem))
                self.unreadable[part].add(code)
            if code in self.files[part]:
                findings.add("code", "duplicate_code", value=code, first=self.files[part][code])
            self.files[part].setdefault(code, findings.file)
        return None if spec is INVALID else spec


def parsed(content: bytes, findings: Findings) -> dict[str, object] | None:
    """The TOML document, or ``None`` with a problem noted: the text is not UTF-8, or not TOML (with the line)."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        findings.add("", "not_utf8")
        return None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        findings.add("", "not_toml", line=int(place.group(1)) if place else text.count("\n") + 1)
        return None
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets nested by the thousand
        findings.add("", "not_toml", line=1)
        return None
