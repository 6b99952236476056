# needs: postgresql, embedding
"""The same twelve questions in English and in Japanese, for an English model."""

import os

import numpy
import psycopg
from embed import SETTINGS, embed, kept, whole

# --8<-- [start:pairs]
PAIRS = {
    "work_mem": ("memory for sorts before they go to disk", "ソートに使えるメモリ"),
    "statement_timeout": ("cancel a query that runs too long", "長いクエリを打ち切る"),
    "max_connections": ("number of concurrent connections", "同時に接続できる数"),
    "lock_timeout": ("maximum wait for a lock", "ロックを待つ時間の上限"),
    "TimeZone": ("time zone of timestamps", "日時を表示する時間帯"),
    "search_path": ("order in which schemas are searched", "スキーマを探す順番"),
    "port": ("TCP port of the server", "サーバーが待ち受けるポート"),
    "log_lock_waits": ("log long waits for locks", "長いロック待ちをログに残す"),
    "random_page_cost": ("cost of a random disk page", "ランダムに読むコスト"),
    "password_encryption": ("algorithm that hashes passwords", "パスワードの暗号化方式"),
    "archive_command": ("command that archives a WAL file", "WALを保管するコマンド"),
    "log_destination": ("where the server log goes", "ログの出力先"),
}
# --8<-- [end:pairs]
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
rows = [(name, f"{name}: {says}") for name, says, _ in db.execute(SETTINGS)]
vectors = kept([says for _, says in rows])
english, japanese = (embed(list(asked)) for asked in zip(*PAIRS.values()))


def found(asked):
    best = [[rows[n][0] for n in numpy.argsort(-vectors @ v)[:5]] for v in asked]
    return sum(name in five for name, five in zip(PAIRS, best))


def alike(asked):
    """Return the mean similarity of two different questions."""
    return ((asked @ asked.T).sum() - len(asked)) / (len(asked) * (len(asked) - 1))


print(f"asked in English, in the first five: ≈ {found(english)} of {len(PAIRS)}")
print(f"asked in Japanese, in the first five: ≈ {found(japanese)} of {len(PAIRS)}")
print(f"two English questions: similarity ≈ {alike(english):.2f}")
print(f"two Japanese questions: similarity ≈ {alike(japanese):.2f}")
print(f"a question and its translation: ≈ {(english * japanese).sum(1).mean():.2f}")
for word in ("時間帯", "パスワード", "バス", "ハス"):
    pieces = whole.encode(word, add_special_tokens=False).tokens
    print(f"{word}: {' '.join(pieces)}")
unknown = [whole.encode(ja).tokens.count("[UNK]") for _, ja in PAIRS.values()]
print(f"questions with unknown tokens: {sum(map(bool, unknown))} of {len(PAIRS)}")
assert found(english) >= 10 and found(japanese) <= 3
assert alike(japanese) > alike(english) + 0.2
