"""Where a file's shape and a specification's differ: how one is built from the other, and taken apart again. Pure."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date

from indicators.catalogue.specs import (
    Break,
    ColumnsFrom,
    Exceptional,
    Exclusion,
    IndexSpec,
    IndicatorKind,
    IndicatorSpec,
    Label,
    Pairing,
    ProfileSpec,
    Text,
)
from indicators.catalogue.tables import Values

SAME_DATE = Pairing("same")


def attributes(value: object) -> Values:
    """A specification's attributes by name."""
    return {entry.name: getattr(value, entry.name) for entry in fields(value)}  # type: ignore[arg-type]


def titled(build: Callable[..., object]) -> Callable[..., object]:
    """``build``, with the code as the title of what has none."""

    def with_title(**values: object) -> object:
        code = str(values["code"])
        return build(**{**values, "title": values["title"] or Text(code, code)})

    return with_title


def take_titled(value: object) -> Values:
    values = attributes(value)
    code = str(values["code"])
    return {**values, "title": None if values["title"] == Text(code, code) else values["title"]}


def build_label(**values: object) -> Label:
    valid_from, valid_until = values["from"], values["to"]
    assert isinstance(valid_from, date) and (valid_until is None or isinstance(valid_until, date))
    return Label(_text(values), valid_from, valid_until)


def take_label(value: object) -> Values:
    assert isinstance(value, Label)
    return {**_languages(value.text), "from": value.valid_from, "to": value.valid_until}


def build_break(**values: object) -> Break:
    return Break(str(values["period"]), _text(values))


def take_break(value: object) -> Values:
    assert isinstance(value, Break)
    return {"period": value.period, **_languages(value.text)}


def build_exceptional(**values: object) -> Exceptional:
    return Exceptional(str(values["from"]), str(values["to"]), _text(values))


def take_exceptional(value: object) -> Values:
    assert isinstance(value, Exceptional)
    return {"from": value.first, "to": value.last, **_languages(value.text)}


def _text(values: Values) -> Text:
    return Text(str(values["de"]), str(values["en"] or values["de"]))


def _languages(text: Text) -> Values:
    return {"de": text.de, "en": None if text.en == text.de else text.en}


def build_pairing(**values: object) -> Pairing:
    months = values["within_months"]
    assert isinstance(months, int)
    return Pairing("same" if values["denominator"] == "same" else "nearest_earlier", months)


def take_pairing(value: object) -> Values:
    assert isinstance(value, Pairing)
    return {"denominator": value.rule, "within_months": value.within_months}


def build_indicator(**values: object) -> object:
    """A count needs no pairing and only a rate must name its scale: what is left out means the same date and 1."""
    given = {**values, "pairing": values["pairing"] or SAME_DATE, "weight": values["weight"] or ()}
    return IndicatorSpec(**given)  # type: ignore[arg-type]


def take_indicator(value: object) -> Values:
    assert isinstance(value, IndicatorSpec)
    needless = value.pairing == SAME_DATE and value.kind is not IndicatorKind.RATE and not value.weight
    weight = None if value.kind in (IndicatorKind.RATE, IndicatorKind.COUNT) else value.weight
    return {**attributes(value), "pairing": None if needless else value.pairing, "weight": weight}


def build_exclusion(**values: object) -> Exclusion:
    return Exclusion(**values)  # type: ignore[arg-type]


def build_index(**values: object) -> object:
    own = {name: value for name, value in values.items() if name not in ("from", "to")}
    return titled(IndexSpec)(**own, valid_from=values["from"], valid_until=values["to"])


def take_index(value: object) -> Values:
    values = take_titled(value)
    return {**values, "from": values["valid_from"], "to": values["valid_until"]}


def build_columns_from(**values: object) -> ColumnsFrom:
    return ColumnsFrom(**values)  # type: ignore[arg-type]


_ROWS = {"residual": "residual_rows", "total": "total_rows", "ignored": "ignored_rows"}
"""Tables of a profile's file that say which codes mark rows, and the attributes that hold the codes."""


def build_profile(**values: object) -> object:
    own = {name: value for name, value in values.items() if name not in _ROWS}
    return titled(ProfileSpec)(**own, **{attribute: values[name] for name, attribute in _ROWS.items()})


def take_profile(value: object) -> Values:
    values = take_titled(value)
    return {**values, **{name: values[attribute] for name, attribute in _ROWS.items()}}
