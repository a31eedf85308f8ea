"""Housekeeping of the file store."""

from datetime import timedelta

from portulan.foundations.documents.services import sweep
from portulan.foundations.tasks.registry import Work, every, task


@task("documents.sweep")
def sweep_files(work: Work) -> str:
    """Remove what no row names."""
    return str(sweep(at=work.at))


every(timedelta(days=1), "documents.sweep")
