import pytest

from foundations.tasks import samples


@pytest.fixture(autouse=True)
def done() -> list[str]:
    """The words that sample.note was given in this test."""
    samples.DONE.clear()
    return samples.DONE
