import json
import time

from outside.stripe_server import signature
from saas.stripe_api import genuine
from stripe import SignatureVerificationError, WebhookSignature

SECRET, NOW = "whsec_one", int(time.time())
payload = json.dumps({"id": "evt_1", "name": "Zoë 😀"}, ensure_ascii=False).encode()
good = signature(payload, SECRET, NOW)
mac = good.partition("v1=")[2]
# --8<-- [start:cases]
CASES = {
    "as Stripe signs": (payload, good),
    "two signatures, one of them ours": (payload, f"t={NOW},v1={'0' * 64},v1={mac}"),
    "made by the library itself": (
        payload, WebhookSignature.generate_signature_header(payload.decode(), SECRET)),
    "four minutes old": (payload, signature(payload, SECRET, NOW - 240)),
    "six minutes old": (payload, signature(payload, SECRET, NOW - 360)),
    "an hour in the future": (payload, signature(payload, SECRET, NOW + 3600)),
    "another secret": (payload, signature(payload, "whsec_two", NOW)),
    "the time changed": (payload, good.replace(f"t={NOW}", f"t={NOW - 1}")),
    "the same JSON, written anew": (json.dumps(json.loads(payload)).encode(), good),
    "only v0": (payload, good.replace("v1=", "v0=")),
    "no header": (payload, ""),
}
# --8<-- [end:cases]


def library(body, header):
    try:
        return WebhookSignature.verify_header(body.decode(), header, SECRET, 300)
    except SignatureVerificationError:
        return False


different = []
for name, (body, header) in CASES.items():
    ours, theirs = genuine(body, header, (SECRET,), time.time()), library(body, header)
    said = ["taken" if verdict else "refused" for verdict in (ours, theirs)]
    print(f"{name}: {said[0]}" + f", by the library {said[1]}" * (ours != theirs))
    different += [name] * (ours != theirs)
print("cases:", len(CASES), "with another verdict than the library's:", len(different))
assert different == ["an hour in the future"]
