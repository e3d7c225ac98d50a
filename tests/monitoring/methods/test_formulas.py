"""A formula is one line of text, and its MathML says the same."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.methods.formulas import Formula, mathml, pieces, plain


def inside(formula: str) -> str:
    """The MathML without its outermost element."""
    return mathml(formula).removeprefix('<math displaystyle="true">').removesuffix("</math>")


def test_a_rate_with_its_numbers_becomes_a_fraction() -> None:
    assert (
        inside("100 · 60 ÷ 1.300 = 4,6 %")
        == "<mn>100</mn><mo>·</mo><mfrac><mn>60</mn><mn>1.300</mn></mfrac><mo>=</mo><mn>4,6</mn><mo>%</mo>"
    )


def test_brackets_around_a_whole_numerator_only_say_where_it_ends() -> None:
    assert inside("(a + b) ÷ c") == "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>"
    assert "<mo>(</mo>" in mathml("2 · (a + b)")


def test_words_indices_squares_and_roots() -> None:
    assert "<mtext>Einwohner unter 65</mtext>" in mathml("{Einwohner unter 65}")
    assert inside("v_a") == "<msub><mi>v</mi><mi>a</mi></msub>"
    assert inside("z²") == "<msup><mi>z</mi><mn>2</mn></msup>"
    assert "<mo>√</mo><mrow><mo>(</mo><mi>p</mi><mo>+</mo><mi>q</mi><mo>)</mo></mrow>" in mathml("√(p + q)")


def test_a_minus_that_takes_nothing_away_belongs_to_its_number() -> None:
    assert '<mo>=</mo><mo form="prefix">−</mo><mn>0,5</mn>' in mathml("1 − 1,5 = −0,5")
    assert '<mo form="prefix">' not in mathml("(a) − b")


def test_text_of_a_catalogue_is_text() -> None:
    assert inside("{a < b & c}") == "<mtext>a &lt; b &amp; c</mtext>"
    assert plain("{SGB II} ÷ {residents}") == "SGB II ÷ residents"


@pytest.mark.parametrize("formula", ["", "(a", "a)", "÷ 2", "2 ÷", "√", "|x", "{", "a ÷ b ÷ c", "((a)) ÷ [b]"])
def test_what_is_no_formula_is_still_well_formed(formula: str) -> None:
    ElementTree.fromstring(mathml(formula))


@given(st.text(alphabet="ab12.,{}()|[]√²÷·+−=_ <&", max_size=30))
def test_every_line_of_text_gives_well_formed_mathml(formula: str) -> None:
    ElementTree.fromstring(mathml(formula))


def test_a_long_formula_can_be_broken_before_its_sums_and_relations() -> None:
    long = "n = (62 + 56 + 50 + 54) ÷ 4 + 1.000.000 · 2 + 3.000.000 · 4 = 14.000.055,5"
    assert pieces(long) == ["n", "= (62 + 56 + 50 + 54) ÷ 4", "+ 1.000.000 · 2", "+ 3.000.000 · 4", "= 14.000.055,5"]
    assert Formula(long).mathml.count("<math") == 5 and Formula("a + b").mathml == mathml("a + b")


@given(st.text(alphabet="ab12.,{}()|[]√²÷·+−=_ <&≈", max_size=120))
def test_nothing_is_lost_where_a_formula_is_broken(formula: str) -> None:
    assert "".join(pieces(formula)).replace(" ", "") == formula.replace(" ", "")
    for piece in pieces(formula):
        ElementTree.fromstring(mathml(piece))
