"""States and what leads from one to another."""

import pytest

from portulan.foundations.model.transitions import NoTransitionError, Transition, open_from, transition

TABLE = (
    Transition(sources=frozenset({"a"}), target="b", label="go"),
    Transition(sources=frozenset({"a", "b"}), target="c", label="end", reason=True),
)


def test_what_a_state_allows_in_the_order_of_the_table():
    assert [one.target for one in open_from(TABLE, "a")] == ["b", "c"]
    assert open_from(TABLE, "c") == ()


def test_the_line_that_leads_there():
    assert transition(TABLE, state="b", asked="c").reason


@pytest.mark.parametrize(("state", "asked", "allowed"), [("b", "a", ("c",)), ("c", "a", ()), ("x", "b", ())])
def test_no_line_leads_there(state, asked, allowed):
    with pytest.raises(NoTransitionError) as refused:
        transition(TABLE, state=state, asked=asked)
    assert (refused.value.state, refused.value.asked, refused.value.allowed) == (state, asked, allowed)
