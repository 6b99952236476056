# An OCI image layout made from tar files: layers, digests, a config and a manifest.
import gzip
import hashlib
import io
import json
import tarfile
from pathlib import Path


# --8<-- [start:layer]
def layer(files: dict[str, str]) -> bytes:
    """A layer is a tar of what changed; a deleted file is a `.wh.` marker."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name, text in sorted(files.items()):
            info = tarfile.TarInfo(name)  # (1)!
            info.size = len(text)
            tar.addfile(info, io.BytesIO(text.encode()))
    return packed.getvalue()


def digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def path(name: str) -> Path:
    return Path("image/blobs", *name.split(":"))


def store(data: bytes) -> str:
    path(digest(data)).parent.mkdir(parents=True, exist_ok=True)
    path(digest(data)).write_bytes(data)
    return digest(data)


def image(*layers: bytes) -> tuple[str, list[str]]:
    packed = [gzip.compress(one, mtime=0) for one in layers]
    config = {"architecture": "amd64", "os": "linux",
              "config": {"User": "10001", "Entrypoint": ["/app/server"]},
              "rootfs": {"type": "layers", "diff_ids": [digest(one) for one in layers]}}
    kind = "application/vnd.oci.image"

    def entry(data: bytes, media: str) -> dict:
        media = f"{kind}.{media}"
        return {"mediaType": media, "digest": store(data), "size": len(data)}

    manifest = {"schemaVersion": 2, "mediaType": f"{kind}.manifest.v1+json",
                "config": entry(json.dumps(config).encode(), "config.v1+json"),
                "layers": [entry(one, "layer.v1.tar+gzip") for one in packed]}
    layer_digests = [one["digest"] for one in manifest["layers"]]
    return store(json.dumps(manifest).encode()), layer_digests  # (2)!
# --8<-- [end:layer]


def visible(*layers: bytes) -> set[str]:
    seen: set[str] = set()
    for one in layers:
        with tarfile.open(fileobj=io.BytesIO(one)) as tar:
            for name in tar.getnames():
                folder, _, base = name.rpartition("/")
                gone = f"{folder}/{base.removeprefix('.wh.')}"
                seen = seen - {gone} if base.startswith(".wh.") else seen | {name}
    return seen


base = layer({"lib/libc.so": "c" * 4000})
WEB = hashlib.shake_128(b"web").hexdigest(20_000)  # does not compress away
deps = layer({"app/deps/web.py": WEB})
code = layer({"app/server": "v1"})
key = layer({"app/.npmrc": "token=s3cret"})
gone = layer({"app/.wh..npmrc": ""})

manifest, digests = image(base, deps, code)
print("diff_id of the first layer:", digest(base)[:19])
print("same bytes, same digest:", manifest == image(base, deps, code)[0])

_, after = image(base, deps, layer({"app/server": "v2"}))
print("layers pulled again after a code change:", len(set(after) - set(digests)))
print("bytes of that layer: ≈", path(after[-1]).stat().st_size)
mixed = layer({"app/deps/web.py": WEB, "app/server": "v2"})
mixed_size = len(gzip.compress(mixed, mtime=0))
print("bytes with deps and code in one layer: ≈", mixed_size)

_, leaked = image(base, key, gone, code)
shipped = gzip.decompress(path(leaked[1]).read_bytes())
seen = "app/.npmrc" in visible(base, key, gone, code)
print("deleted file visible in the container:", seen)
print("deleted file in the image:", b"s3cret" in shipped)

path(digests[0]).write_bytes(path(digests[0]).read_bytes() + b"!")
broken = digest(path(digests[0]).read_bytes()) != digests[0]
print("one byte added, digest no longer matches:", broken)
assert broken and b"s3cret" in shipped and not seen
assert mixed_size > 100 * path(after[-1]).stat().st_size
