"""Runs of the reconciliation."""

from uuid import UUID

from fastapi import APIRouter, Request

from payments.models import Break, Reconciliation
from payments.store import one, pool_of, rows, transaction
from snippets.projects.kit.problems import Problem, documented

router = APIRouter(tags=["reconciliation"])


@router.post("/reconciliations", status_code=202, responses=documented(503))
async def start(request: Request) -> Reconciliation:
    """Compare the books with the settlement report, soon.

    It needs no key: a second run reads the same again and books nothing twice.
    """
    async with transaction(pool_of(request)) as session:
        query = "INSERT INTO reconciliation DEFAULT VALUES RETURNING *"
        made = await one(session, query)
    return Reconciliation(**made, breaks=[])


@router.get("/reconciliations/{reconciliation_id}", responses=documented(404, 422, 503))
async def read(request: Request, reconciliation_id: UUID) -> Reconciliation:
    """Return a run with its breaks."""
    async with transaction(pool_of(request)) as session:
        query = "SELECT * FROM reconciliation WHERE id = %s"
        found = await one(session, query, reconciliation_id)
        if found is None:
            raise Problem(404, "no_such_run", f"there is no run {reconciliation_id}")
        query = (
            "SELECT * FROM reconciliation_break WHERE reconciliation_id = %s"
            " ORDER BY reference"
        )
        breaks = [Break(**row) for row in await rows(session, query, reconciliation_id)]
    return Reconciliation(**found, breaks=breaks)
