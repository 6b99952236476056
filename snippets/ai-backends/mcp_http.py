# The same protocol over HTTP, seen from the wire: statuses, tokens, headers.
import logging
import socket
import threading
import time
import warnings

import httpx
import jwt
import uvicorn
from mcp.server.auth.provider import AccessToken
from mcp.server.auth.settings import AuthSettings
from mcp.server.mcpserver import MCPServer

logging.disable()
KEY = "a key of the authorization server, 32 bytes"
ME, ISSUER = "http://127.0.0.1/mcp", "https://login.example"


# --8<-- [start:server]
class Verifier:
    async def verify_token(self, token):
        try:
            claims = jwt.decode(
                token, KEY, algorithms=["HS256"], audience=ME, issuer=ISSUER
            )  # (1)!
        except jwt.InvalidTokenError:
            return None
        return AccessToken(
            token=token, client_id=claims["client_id"], subject=claims["sub"],
            scopes=claims["scope"].split(), expires_at=claims["exp"], resource=ME,
        )


shop = MCPServer(
    "shop",
    token_verifier=Verifier(),
    auth=AuthSettings(
        issuer_url=ISSUER, resource_server_url=ME, required_scopes=["orders:read"],
        validate_token_resource=True,  # (2)!
    ),
)
# --8<-- [end:server]


@shop.tool()
def get_order(order_id: int) -> str:
    """Status of one order."""
    return "shipped"


def token(audience=ME, scope="orders:read", life=60):
    claims = {"iss": ISSUER, "aud": audience, "sub": "alice", "client_id": "agent",
              "scope": scope, "exp": int(time.time()) + life}
    return {"Authorization": "Bearer " + jwt.encode(claims, KEY, "HS256")}


# --8<-- [start:wire]
def request(method, params=None, version="2026-07-28", name=None):
    meta = {"io.modelcontextprotocol/protocolVersion": version,
            "io.modelcontextprotocol/clientCapabilities": {}}
    body = {"jsonrpc": "2.0", "id": 1, "method": method,
            "params": {**(params or {}), "_meta": meta}}
    headers = {"Accept": "application/json, text/event-stream",
               "MCP-Protocol-Version": version, "Mcp-Method": method}
    return body, headers | ({"Mcp-Name": name} if name else {})


CALL = {"name": "get_order", "arguments": {"order_id": 1042}}
call = request("tools/call", CALL, name="get_order")
# --8<-- [end:wire]

sock = socket.create_server(("127.0.0.1", 0))
url = f"http://127.0.0.1:{sock.getsockname()[1]}/mcp"
app = shop.streamable_http_app(json_response=True)
server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
threading.Thread(target=server.run, args=([sock],), daemon=True).start()
while not server.started:
    time.sleep(0.01)


# --8<-- [start:answers]
def post(label, message, *more_headers):
    body, headers = message
    for more in more_headers:
        headers = headers | more
    answer = httpx.post(url, json=body, headers=headers, timeout=30)
    said = answer.json() if answer.text[:1] == "{" else {}
    code = said.get("error", {}) if "jsonrpc" in said else {}
    challenge = answer.headers.get("WWW-Authenticate", "").split(",")[0]
    failed = said.get("result", {}).get("isError") and "isError"
    words = [answer.status_code, code.get("code"), challenge, failed]
    print(f"{label}:", *filter(None, words))
    return answer


ok = post("our token", call, token())
assert post("no token", call).status_code == 401
post("expired token", call, token(life=-5))
crm = token(audience="https://crm.example")
foreign = post("a token for the CRM", call, crm)  # (1)!
assert foreign.status_code == 401
post("our token, other scope", call, token(scope="profile"))
post("a page from elsewhere", call, token(), {"Origin": "https://evil.example"})  # (2)!
post("header says list_orders", call, token(), {"Mcp-Name": "list_orders"})  # (3)!
later = request("tools/call", CALL, "2027-01-01", "get_order")
post("version of next year", later, token())
post("unknown method", request("orders/list"), token())
drop = {"name": "drop_orders", "arguments": {}}
post("unknown tool", request("tools/call", drop, name="drop_orders"), token())
hello = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
    "protocolVersion": "2025-11-25", "capabilities": {},
    "clientInfo": {"name": "old", "version": "1"}}}
both = {"Accept": "application/json, text/event-stream"}
old = post("initialize, as until 2025-11-25", (hello, both), token())
print("session id, new client:", "Mcp-Session-Id" in ok.headers)
print("session id, old client:", "Mcp-Session-Id" in old.headers)  # (4)!
# --8<-- [end:answers]
