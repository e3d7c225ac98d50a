"""Filters: any address has an answer, numbers beside choices are those of the list that they would make."""

from django.http import QueryDict
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from monitoring.catalogue.filters import Asked, Filter, Item, asked_of, find
from monitoring.search.matching import Texts

FILTERS = (
    Filter("domain", gettext_lazy("Life domain"), str.upper, lambda code: code),
    Filter("level", gettext_lazy("Level"), str, lambda code: code),
)


def item(code: str, title: str, domain: str, *levels: str) -> Item:
    return Item(code, Texts(title, (code,)), {"domain": (domain,), "level": levels}, (domain, title), code)


ITEMS = (
    item("b", "Arbeitslose", "work", "stadt", "bezirk"),
    item("a", "Ärzte", "health", "stadt"),
    item("c", "Arbeitsorte", "work"),
    item("d", "Einwohner", "population", "stadt", "bezirk"),
)


def ask(query: str) -> Asked:
    return asked_of(QueryDict(query), ITEMS, FILTERS)


def codes(query: str) -> list[str]:
    return [one.code for one in find(ask(query), ITEMS, FILTERS).items]


def test_choices_within_one_filter_widen_and_filters_narrow_each_other() -> None:
    assert codes("") == ["a", "d", "b", "c"]
    assert codes("domain=work&domain=health") == ["a", "b", "c"]
    assert codes("domain=work&level=bezirk") == ["b"]


def test_unknown_filters_and_codes_are_left_out() -> None:
    asked = ask("domain=work&domain=weather&farbe=rot&q=%20%20arbeit%20%20los")
    assert (asked.words, asked.codes) == ("arbeit los", {"domain": ("work",)})
    assert asked.query() == "q=arbeit+los&domain=work"


def test_words_are_found_with_typing_errors_only_where_nothing_answers_as_it_was_typed() -> None:
    assert codes("q=arbeits") == ["b", "c"]
    found = find(ask("q=arbeitslsoe"), ITEMS, FILTERS)
    assert ("b" in [one.code for one in found.items], found.is_forgiven) == (True, True)
    assert not find(ask("q=Arbeitslose"), ITEMS, FILTERS).is_forgiven
    assert codes("q=aerzte") == ["a"]


def test_an_empty_list_says_what_to_take_back() -> None:
    found = find(ask("q=arbeits&domain=health&level=bezirk"), ITEMS, FILTERS)
    assert found.items == ()
    assert [(way.name, way.number, way.asked.query()) for way in found.ways_out] == [
        ("domain", 1, "q=arbeits&level=bezirk")
    ]
    assert find(ask("q=xyzxyz"), ITEMS, FILTERS).ways_out == ()


@given(
    st.sampled_from(["", "arbeits", "ärzte", "xyz"]),
    st.sets(st.sampled_from(["work", "health", "population"])),
    st.sets(st.sampled_from(["stadt", "bezirk"])),
)
def test_the_number_beside_a_choice_is_that_of_the_list_it_would_make(
    words: str, domains: set[str], levels: set[str]
) -> None:
    chosen = {name: tuple(sorted(own)) for name, own in (("domain", domains), ("level", levels)) if own}
    found = find(Asked(words, chosen), ITEMS, FILTERS)
    for offered in found.filters:
        for choice in offered.choices:
            alone = Asked(words, {**chosen, offered.name: (choice.code,)})
            assert choice.count == len(find(alone, ITEMS, FILTERS).items)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_address_has_an_answer(name: str, value: str) -> None:
    query = QueryDict(mutable=True)
    query.update({name: value, "q": value})
    find(asked_of(query, ITEMS, FILTERS), ITEMS, FILTERS)
