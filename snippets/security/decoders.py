import io
import json
import os
import pickle
import tarfile
import xml.etree.ElementTree as ElementTree

import jinja2
import yaml


class Payload:  # what an attacker sends: any callable with any arguments
    def __reduce__(self):
        return os.makedirs, ("owned-by-pickle",)


YAML = "!!python/object/apply:os.makedirs [owned-by-yaml]"
ENTITIES = "".join(
    f"<!ENTITY {name} '{f'&{inner};' * 10}'>"
    for inner, name in zip("abcdefg", "bcdefgh", strict=True)
)
LAUGHS = f"<!DOCTYPE x [<!ENTITY a '{'h' * 100}'>{ENTITIES}]><x>&h;</x>"


def climber():
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("../outside-of-the-folder"))
    buffer.seek(0)
    return tarfile.open(fileobj=buffer)


# --8<-- [start:decoders]
def template(**options):
    page = jinja2.Environment(**options).from_string("<p>{{ name }}</p>")
    if "<script>" in page.render(name="<script>"):
        raise SystemError("the script is in the page")


ATTEMPTS = {
    "pickle.loads": lambda: pickle.loads(pickle.dumps(Payload())),
    "yaml.unsafe_load": lambda: yaml.unsafe_load(YAML),
    "yaml.load without a loader": lambda: yaml.load(YAML),
    "yaml.safe_load": lambda: yaml.safe_load(YAML),
    "json.loads": lambda: json.loads(YAML),
    "tar, extractall()": lambda: climber().extractall("inside"),
    "tar, filter='data'": lambda: climber().extractall("inside", filter="data"),
    "XML, entities 10**9 long": lambda: ElementTree.fromstring(LAUGHS),
    "Jinja2": template,
    "Jinja2, autoescape=True": lambda: template(autoescape=True),
}
# --8<-- [end:decoders]
os.makedirs("work/inside")
os.chdir("work")
harmed = {}
for name, attempt in ATTEMPTS.items():
    before = sorted(os.listdir(".") + os.listdir(".."))
    try:
        attempt()
        answer = "accepted"
    except Exception as error:
        answer = type(error).__name__
    harmed[name] = sorted(os.listdir(".") + os.listdir("..")) != before
    harmed[name] |= answer == "SystemError"
    print(f"{name}: {'HARM' if harmed[name] else answer}")
    for left in ("owned-by-pickle", "owned-by-yaml"):
        if os.path.isdir(left):
            os.rmdir(left)
    if os.path.exists("../outside-of-the-folder"):
        os.remove("../outside-of-the-folder")
assert [name for name, yes in harmed.items() if yes] == [
    "pickle.loads", "yaml.unsafe_load", "tar, extractall()", "Jinja2",
]  # fmt: skip
