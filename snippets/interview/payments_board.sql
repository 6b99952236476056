-- needs: postgresql
-- Payments on the board: four rules that the database keeps, not the code.
\set QUIET on
\pset footer off
-- --8<-- [start:board]
CREATE TABLE payment (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    shop     bigint NOT NULL,
    key      text   NOT NULL,                      -- the shop's Idempotency-Key
    amount   bigint NOT NULL CHECK (amount > 0),   -- minor units
    currency char(3) NOT NULL,
    refunded bigint NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND amount),
    UNIQUE (shop, key)                             -- (1)!
);
CREATE TABLE attempt (
    payment  bigint NOT NULL REFERENCES payment,
    no       int    NOT NULL,
    provider text   NOT NULL,
    outcome  text   NOT NULL CHECK (outcome IN ('open', 'unknown', 'done', 'declined')),
    asked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (payment, no)
);
CREATE UNIQUE INDEX one_charge ON attempt (payment)
    WHERE outcome <> 'declined';                   -- (2)!
CREATE INDEX in_doubt ON attempt (asked_at) WHERE outcome = 'unknown';
-- --8<-- [end:board]
INSERT INTO payment (shop, key, amount, currency)
SELECT n % 100, 'order-' || n, 1000 + n, 'JPY' FROM generate_series(1, 2000) n;
INSERT INTO attempt (payment, no, provider, outcome)
SELECT id, 1, 'A', 'done' FROM payment WHERE id <> 7;
INSERT INTO attempt (payment, no, provider, outcome) VALUES (7, 1, 'A', 'unknown');
ANALYZE payment, attempt;
\pset tuples_only on
\pset format unaligned
-- --8<-- [start:rules]
WITH again AS (
    INSERT INTO payment (shop, key, amount, currency) VALUES (7, 'order-7', 1007, 'JPY')
    ON CONFLICT (shop, key) DO NOTHING RETURNING id
) SELECT 'payments made by the retry: ' || count(*) FROM again;
WITH second AS (
    INSERT INTO attempt VALUES (7, 2, 'B', 'open')
    ON CONFLICT (payment) WHERE outcome <> 'declined' DO NOTHING RETURNING no
) SELECT 'second provider asked while the first is unknown: ' || count(*) FROM second;
UPDATE attempt SET outcome = 'declined' WHERE payment = 7 AND no = 1;
WITH second AS (
    INSERT INTO attempt VALUES (7, 2, 'B', 'open')
    ON CONFLICT (payment) WHERE outcome <> 'declined' DO NOTHING RETURNING no
) SELECT 'second provider asked after a refusal: ' || count(*) FROM second;
WITH refund AS (
    UPDATE payment SET refunded = refunded + 900
    WHERE id = 8 AND refunded + 900 <= amount RETURNING id
) SELECT 'first refund of 900 from 1008: ' || count(*) FROM refund;
WITH refund AS (
    UPDATE payment SET refunded = refunded + 900
    WHERE id = 8 AND refunded + 900 <= amount RETURNING id
) SELECT 'second refund of 900 from 1008: ' || count(*) FROM refund;
-- --8<-- [end:rules]
EXPLAIN (COSTS OFF) SELECT payment, provider FROM attempt
WHERE outcome = 'unknown' AND asked_at < now() - interval '15 min' ORDER BY asked_at;
DO $$ BEGIN
    ASSERT (SELECT count(*) FROM payment) = 2000;
    ASSERT (SELECT count(*) FROM attempt WHERE payment = 7) = 2;
END $$;
