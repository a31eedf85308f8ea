import gc

import pytest

from portulan.analytics.engine.garbage import no_collection


def stopped() -> None:
    with no_collection():
        assert not gc.isenabled()
        raise ValueError("stop")


def test_the_search_is_put_off_and_taken_up_again() -> None:
    with pytest.raises(ValueError, match="stop"):
        stopped()
    assert gc.isenabled()


def test_who_had_it_off_keeps_it_off() -> None:
    gc.disable()
    try:
        with no_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
