"""Delivery, asked by each post and regularly for what failed."""

from portulan.foundations.notices.services import DELIVER, deliver_due
from portulan.foundations.notices.vocabulary import EVERY
from portulan.foundations.tasks.registry import Work, every, task


@task(DELIVER)
def deliver(work: Work) -> str:
    """Send the mails that are due."""
    sent, failed = deliver_due(at=work.at)
    return f"{sent} sent, {failed} to try again"


every(EVERY, DELIVER)
