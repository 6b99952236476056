"""PUT /faults: there only where FAULT_INJECTION is on."""

from fastapi import APIRouter, Request
from ingest.faults import Faults

router = APIRouter()


@router.put("/faults", include_in_schema=False)
async def begin(faults: Faults, request: Request) -> Faults:
    """Break what `faults` names, in place of what was broken before."""
    request.app.state.faults.begin(faults)
    return faults
