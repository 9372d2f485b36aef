"""The vocabulary of instruments is consistent in itself."""

from collections import Counter

from cpcj.resolutions.vocabulary.instruments import instruments, instruments_by_name


def test_a_name_means_one_instrument() -> None:
    counts = Counter(name for item in instruments().values() for name in item.names)
    assert [name for name, count in counts.items() if count > 1] == []


def test_parents_are_instruments() -> None:
    assert {item.parent for item in instruments().values()} - {""} <= instruments().keys()


def test_nothing_enters_into_force_before_its_adoption() -> None:
    for item in instruments().values():
        if item.adopted is not None and item.in_force is not None:
            assert item.in_force > item.adopted, item.key


def test_treaties_of_the_programme() -> None:
    assert instruments()["FIREARMS_PROTOCOL"].unts == ((2326, 39574),)
    assert instruments_by_name()["United Nations Convention against Corruption"].key == "UNCAC"
