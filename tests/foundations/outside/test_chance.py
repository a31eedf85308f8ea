from random import Random

from portulan.foundations.outside.chance import Chance, system_chance


def test_a_password_is_four_groups_of_five_readable_characters() -> None:
    password = system_chance.password()
    assert [len(group) for group in password.split("-")] == [5, 5, 5, 5]
    assert not set(password) & set("ilo01")


def test_two_draws_differ_and_a_seeded_source_repeats() -> None:
    assert system_chance.password() != system_chance.password()
    assert Chance(Random(7)).password() == Chance(Random(7)).password()


def test_a_secret_is_long_and_not_the_same() -> None:
    first, second = Chance().secret(), Chance().secret()
    assert (len(first), first == second) == (32, False)
    assert Chance(Random(1)).secret() == Chance(Random(1)).secret()
