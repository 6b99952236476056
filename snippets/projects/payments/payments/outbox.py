"""The transactional outbox: an event and its deliveries, committed with the change."""

import json
from uuid import UUID

from payments.models import Charge
from payments.store import Session, one


# --8<-- [start:add]
async def add(session: Session, kind: str, charge: dict, operation: UUID) -> None:
    """Write an event and a delivery for each endpoint of the charge's account."""
    data = Charge(**charge).model_dump(mode="json") | {"operation_id": str(operation)}
    at = charge["changed_at"].isoformat()
    body = json.dumps({"type": kind, "timestamp": at, "data": data})
    event = await one(
        session,
        "INSERT INTO event (account_id, body) VALUES (%s, %s) RETURNING id",
        charge["account_id"], body,
    )  # fmt: skip
    await session.execute(
        "INSERT INTO delivery (event_id, endpoint_id)"
        " SELECT %s, id FROM webhook_endpoint WHERE account_id = %s",
        [event["id"], charge["account_id"]],
    )
# --8<-- [end:add]
