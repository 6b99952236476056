# A Deployment against the schema of 1.37, and what a schema cannot see.
import copy
from textwrap import shorten

import kubernetes_validate
import yaml

# --8<-- [start:manifest]
GOOD = yaml.safe_load("""
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  selector: {matchLabels: {app: api}}
  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
  template:
    metadata: {labels: {app: api}}
    spec:
      terminationGracePeriodSeconds: 45
      securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
      initContainers:
        - name: log-shipper
          image: registry.example/shipper:1.4
          restartPolicy: Always
      containers:
        - name: api
          image: registry.example/api:3.2
          startupProbe: {httpGet: {path: /live, port: 8080}, failureThreshold: 30}
          livenessProbe: {httpGet: {path: /live, port: 8080}, timeoutSeconds: 3}
          readinessProbe: {httpGet: {path: /ready, port: 8080}, periodSeconds: 5}
          lifecycle: {preStop: {sleep: {seconds: 10}}}
          resources:
            requests: {cpu: 500m, memory: 512Mi}
            limits: {memory: 512Mi}
""")
# --8<-- [end:manifest]


def check(name: str, change) -> bool:
    manifest = copy.deepcopy(GOOD)
    spec = manifest["spec"]["template"]["spec"]
    change(manifest, spec, spec["containers"][0])
    try:
        kubernetes_validate.validate(manifest, "1.37", strict=True)
    except kubernetes_validate.ValidationError as error:
        at = ".".join(str(part) for part in error.path)
        said = shorten(error.message, 56, placeholder=" …")
        print(f"{name}: refused\n   {at}: {said}")
        return False
    print(f"{name}: passed")
    return True


# --8<-- [start:changes]
CHANGES = {
    "unchanged": lambda m, spec, api: None,
    "replicas as text": lambda m, spec, api: m["spec"].update(replicas="3"),
    "probe indented wrongly": lambda m, spec, api: spec.update(
        livenessProbe=api.pop("livenessProbe")),
    "no selector": lambda m, spec, api: m["spec"].pop("selector"),
    "selector matches no Pod": lambda m, spec, api: m["spec"].update(
        selector={"matchLabels": {"app": "apo"}}),
    "memory: 512m (half a byte)": lambda m, spec, api: api["resources"].update(
        limits={"memory": "512m"}),
    "preStop longer than the grace period": lambda m, spec, api: api["lifecycle"][
        "preStop"]["sleep"].update(seconds=60),
    "liveness asks the database": lambda m, spec, api: api["livenessProbe"].update(
        httpGet={"path": "/ready", "port": 8080}),
}  # fmt: skip
# --8<-- [end:changes]
passed = {name for name, change in CHANGES.items() if check(name, change)}
print("wrong, and passed all the same:", len(passed) - 1)
assert len(CHANGES) - len(passed) == 3
