"""The second computation must not lean on the first one, nor on the libraries that the first one uses."""

import ast
import sys
from pathlib import Path


def test_naive_computation_imports_the_standard_library_only() -> None:
    for path in Path(__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.split(".")[0] in sys.stdlib_module_names or name.startswith("tests.naive"), (
                    path.name,
                    name,
                )
