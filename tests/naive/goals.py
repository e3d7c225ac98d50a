"""How far a goal is reached, one goal at a time, with exact fractions."""

from fractions import Fraction

Value = float | None


def progress(
    start: Value,
    start_day: int,
    target: float,
    target_day: int,
    worse: int,
    value: Value,
    low: Value,
    high: Value,
    day: int,
    comparable: bool,
) -> dict[str, object]:
    """Numbers as fractions or nothing, and the standing as a word."""
    found: dict[str, object] = {"distance": None, "degree": None, "path": None, "pace": None}
    s = None if start is None else Fraction(start)
    g, v = Fraction(target), None if value is None else Fraction(value)
    if v is not None and comparable:
        found["distance"] = v - g
    if s is not None and day > start_day:
        gone = min(Fraction(day - start_day, target_day - start_day), Fraction(1))
        found["path"] = s + (g - s) * gone
        if v is not None and comparable and s != g:
            found["degree"] = 100 * (s - v) / (s - g)
    found["standing"] = _standing(s, g, v, worse, low, high, found["path"], day, start_day, target_day, comparable)
    running = found["standing"] in ("ahead", "on_path", "behind")
    if running and v is not None:
        found["pace"] = (g - v) / (Fraction(target_day - day) / Fraction(36525, 100))
    return found


def _standing(  # noqa: PLR0911
    s: Fraction | None,
    g: Fraction,
    v: Fraction | None,
    worse: int,
    low: Value,
    high: Value,
    path: object,
    day: int,
    start_day: int,
    target_day: int,
    comparable: bool,
) -> str:
    if v is None:
        return "no_value"
    if s is None:
        return "no_start"
    if not comparable:
        return "not_comparable"
    if day <= start_day:
        return "not_begun"
    if g > s or (g == s and worse < 0):
        reached, beyond = v >= g, 1
    elif g < s or worse > 0:
        reached, beyond = v <= g, -1
    else:
        reached, beyond = low is not None and high is not None and low <= g <= high, 0
    if reached:
        return "reached"
    if day >= target_day:
        return "missed"
    assert isinstance(path, Fraction)
    if v == path or (low is not None and high is not None and low <= path <= high):
        return "on_path"
    return "ahead" if (v - path) * beyond > 0 else "behind"
