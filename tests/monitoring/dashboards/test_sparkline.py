"""The small line of a key figure."""

from monitoring.dashboards.sparkline import HEIGHT, WIDTH, sparkline


def test_gap_in_the_values_is_a_gap_in_the_line() -> None:
    spark = sparkline([1, None, 2, 3])
    assert spark is not None
    assert spark.area.count("M") == 2 and spark.area.count("L") == 1


def test_fewer_than_two_values_are_no_line() -> None:
    assert sparkline([]) is None
    assert sparkline([1.0]) is None
    assert sparkline([None, 1.0, None]) is None


def test_larger_values_stand_higher_and_all_stay_in_the_box() -> None:
    spark = sparkline([1, 5, 2], reference=[3, 3, 9], low=[0, 4, 1], high=[2, 6, 3])
    assert spark is not None
    numbers = [
        float(part)
        for path in (spark.area, spark.reference, spark.range)
        for part in path.replace("M", " ").replace("L", " ").replace("Z", " ").split()
    ]
    assert all(0 <= x <= WIDTH for x in numbers[::2]) and all(0 <= y <= HEIGHT for y in numbers[1::2])
    first, second, _ = (float(pair.split()[1]) for pair in spark.area[1:].split("L"))
    assert second < first


def test_values_that_never_change_are_a_line_in_the_middle() -> None:
    spark = sparkline([4, 4, 4])
    assert spark is not None and spark.y == HEIGHT / 2


def test_break_stands_between_the_periods_and_not_before_the_first() -> None:
    spark = sparkline([1, 2, 3], breaks=[0, 2])
    assert spark is not None and len(spark.breaks) == 1
    assert WIDTH / 2 < spark.breaks[0] < WIDTH
