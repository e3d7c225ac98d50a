"""What of an area's sheet stands first."""

from monitoring.areasheets.rows import headlines


def _row(code: str, **changes: object) -> dict[str, object]:
    return {"indicator": code, "kind": "rate", "polarity": "neutral", "headline": 0} | changes


def test_the_catalogue_says_what_stands_first_and_the_rest_fills_up() -> None:
    rows = [
        _row("anteil"),
        _row("quote", polarity="higher_is_more_disadvantage"),
        _row("einwohner", kind="count", headline=1),
        _row("sgb2", polarity="higher_is_more_disadvantage", headline=2),
    ]
    assert [row["indicator"] for row in headlines(rows)] == ["einwohner", "sgb2", "quote", "anteil"]


def test_without_places_people_come_first_then_what_points_to_disadvantage() -> None:
    rows = [_row("a"), _row("b", polarity="lower_is_more_disadvantage"), _row("c", kind="count")]
    assert [row["indicator"] for row in headlines(rows)] == ["c", "b", "a"]
