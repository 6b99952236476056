# One server over stdin and stdout, asked in both eras of the protocol.
import asyncio
import logging
import sys
import time

from mcp import Client, MCPError, StdioServerParameters
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

# --8<-- [start:server]
shop = MCPServer("shop", version="1.4.0")
ORDERS = {1042: {"order_id": 1042, "status": "shipped", "cents": 4200}}


@shop.tool()
def get_order(order_id: int) -> dict[str, int | str]:  # (1)!
    """Status and total of one order, by its number."""
    if order_id not in ORDERS:
        raise ToolError(f"no order {order_id}, ask for the number")  # (2)!
    return ORDERS[order_id]


@shop.tool()
def export_orders() -> str:
    """All orders as one file."""
    raise RuntimeError("cannot connect: user=shop password=hunter2")  # (3)!


@shop.tool()
def slow_report() -> str:
    """A report that takes longer than anybody waits."""
    time.sleep(1)
    return "done"
# --8<-- [end:server]


# --8<-- [start:client]
async def talk(mode):
    seen = {}

    async def call(name, wait=30, **arguments):
        label = f"{name}({', '.join(map(str, arguments.values()))})"
        try:
            result = await client.call_tool(name, arguments, read_timeout_seconds=wait)
        except MCPError as error:
            seen[label] = f"JSON-RPC error {error.code}"
            return
        text = result.content[0].text.splitlines()[0]
        words = result.structured_content or text.split(": ", 1)[-1]
        seen[label] = f"isError={result.is_error}, {words}"

    here = StdioServerParameters(command=sys.executable, args=[__file__, "serve"])
    async with Client(here, mode=mode) as client:  # (1)!
        seen["protocol"] = client.protocol_version
        tools = (await client.list_tools()).tools
        seen["tools/list"] = ", ".join(tool.name for tool in tools)
        await call("get_order", order_id=1042)
        await call("get_order", order_id=7)
        await call("get_order", order_id="the blue one")
        await call("export_orders")
        await call("drop_orders")
        await call("slow_report", wait=0.2)
    return seen
# --8<-- [end:client]


if sys.argv[1:] == ["serve"]:
    logging.disable()  # a server logs to stderr, never to stdout
    shop.run()
else:
    new, old = asyncio.run(talk("auto")), asyncio.run(talk("legacy"))
    for label, outcome in new.items():
        print(f"{label}: {outcome}")
    print("with mode=legacy:", old.pop("protocol"))
    new.pop("protocol")
    print("everything else the same:", old == new)
    assert old == new and not any("hunter2" in text for text in new.values())
