# needs: postgresql, embedding
"""all-MiniLM-L6-v2 on a real corpus, the server's own catalogue: what each of
PostgreSQL 18's settings and functions says of itself, and 40 judged questions."""

import hashlib
import os
import time
from pathlib import Path

import numpy
import onnxruntime
import psycopg
from tokenizers import Tokenizer

FOLDER = Path(os.environ["EMBEDDING_MODEL"])
cut, whole = (Tokenizer.from_file(str(FOLDER / "all-minilm-l6-v2-q-tokenizer.json"))
              for _ in range(2))  # fmt: skip
whole.no_truncation()
whole.no_padding()
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
model = onnxruntime.InferenceSession(FOLDER / "all-minilm-l6-v2-q.onnx", options)
JUDGED = """work_mem: how much memory may a sort use before it spills to disk
statement_timeout: abort a query that runs too long
lock_timeout: give up when another session blocks a table for too long
idle_in_transaction_session_timeout: kill clients that leave a transaction open
shared_buffers: size of the page cache of the database
max_connections: how many clients can be logged in at once
log_min_duration_statement: write slow queries to the log
wal_keep_size: keep old log files so that a lagging replica can catch up
max_slot_wal_keep_size: stop a dead replica from filling the disk
hot_standby_feedback: avoid cancelled reads on a replica because of vacuum
synchronous_commit: may commit return before the data is safely on disk
checkpoint_timeout: how often are dirty pages flushed to disk
autovacuum_max_workers: how many cleanup processes can run in parallel
deadlock_timeout: when does it check for two sessions waiting on each other
random_page_cost: tell the planner that the disk is an SSD
password_encryption: how are secrets of users hashed
ssl_min_protocol_version: refuse old TLS clients
search_path: which schemas are looked at when a name is not qualified
jit: compile queries to machine code
fsync: risk data loss after a power cut to be faster
track_io_timing: measure how long reading blocks takes
log_lock_waits: report when somebody hangs on a lock
vacuum_cost_delay: slow the cleanup down to spare the disk
max_wal_size: WAL size that triggers a checkpoint
tcp_keepalives_idle: notice a client whose network is gone
wal_level: what does wal_level do
effective_cache_size: effective_cache_size
TimeZone: TimeZone setting for timestamps
gin_pending_list_limit: pending list of GIN
geqo_threshold: GEQO threshold for FROM items
bonjour: Bonjour
cursor_tuple_fraction: fraction of a cursor's rows
lo_compat_privileges: large objects, privilege checks
event_source: syslog identifier
transform_null_equals: NULL equals
wal_compression: compress full-page writes in WAL
array_nulls: NULL in arrays
row_security: row security
xmloption: XML documents or content fragments
vacuum_buffer_usage_limit: buffer pool for VACUUM"""
QUESTIONS = [tuple(line.split(": ")) for line in JUDGED.splitlines()]
SETTINGS = """SELECT name, concat_ws(' ', short_desc, extra_desc), category
    FROM pg_settings WHERE name !~ '[.]' ORDER BY name COLLATE "C" """
FUNCTIONS = """SELECT DISTINCT
        replace(proname, '_', ' ') || ': ' || description COLLATE "C"
    FROM pg_proc p JOIN pg_description ON objoid = p.oid AND classoid=1255 ORDER BY 1"""


# --8<-- [start:embed]
def embed(texts, limit=128, batch=64):
    """Return one unit vector of 384 numbers a text; what is past `limit` is cut off."""
    cut.enable_truncation(limit)  # (1)!
    cut.enable_padding()
    found = numpy.zeros((len(texts), 384), "float32")
    order = sorted(range(len(texts)), key=lambda n: len(texts[n]))  # (2)!
    for start in range(0, len(texts), batch):
        part = order[start : start + batch]
        coded = cut.encode_batch([texts[n] for n in part])
        ids = numpy.array([c.ids for c in coded])
        mask = numpy.array([c.attention_mask for c in coded])
        fed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": ids * 0}
        states = model.run(None, fed)[0]
        pooled = (states * mask[..., None]).sum(1)  # the mean over the real tokens
        found[part] = pooled / numpy.linalg.norm(pooled, axis=1, keepdims=True)
    return found


def kept(texts, model_name="minilm-q-128"):
    """As `embed`, but a text that was embedded before is not paid for again."""
    key = hashlib.sha256("\0".join([model_name, *texts]).encode()).hexdigest()  # (3)!
    file = FOLDER / f"{key[:24]}.npy"
    if not file.exists():
        new = file.with_suffix(f".{os.getpid()}.npy")
        numpy.save(new, embed(texts))
        new.rename(file)
    return numpy.load(file)
# --8<-- [end:embed]
def text(vector):
    return "[" + ",".join(f"{x:.6f}" for x in vector) + "]"


if __name__ == "__main__":
    db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    rows = db.execute(SETTINGS).fetchall()
    texts = [f"{name}: {says}" for name, says, _ in rows]
    begun = time.perf_counter()
    vectors = embed(texts)
    rate = len(rows) / (time.perf_counter() - begun)
    print(f"settings: {len(rows)}, functions: {len(db.execute(FUNCTIONS).fetchall())}")
    print(f"embedded ≈ {rate:.0f} settings a second")
    asked = embed([question for _, question in QUESTIONS])
    found = [[rows[n][0] for n in numpy.argsort(-vectors @ v)[:5]] for v in asked]
    hits = sum(name in five for (name, _), five in zip(QUESTIONS, found))
    print(f"right setting among the first five: ≈ {hits} of {len(QUESTIONS)}")
    assert 24 <= hits <= 36 and found[1][0] == "statement_timeout"
    long = "The first sentence is about locks. " * 20
    a, b = embed([long + "Never reboot on a Friday.", long + "The port is 5432."])
    print(f"same vector, another end: {bool(numpy.allclose(a, b, atol=1e-6))}")
