-- needs: postgresql
-- with: interview/shop
\pset null NULL
-- --8<-- [start:given]
INSERT INTO orders VALUES (9001, NULL, 3, 'paid', '2026-07-01 23:00Z', NULL);
SELECT id, placed_at FROM orders
WHERE placed_at >= '2026-06-29 18:00Z' AND id < 9001
ORDER BY placed_at DESC, id DESC;
-- --8<-- [end:given]

\echo -- answer
-- --8<-- [start:answer]
SELECT id, placed_at
FROM orders
WHERE (placed_at, id) < ('2026-06-30 03:40Z', 792)
ORDER BY placed_at DESC, id DESC
LIMIT 3;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT id, placed_at
FROM orders
ORDER BY placed_at DESC, id DESC
LIMIT 3 OFFSET 9;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT id, placed_at
FROM orders
WHERE placed_at < '2026-06-30 03:40Z'
ORDER BY placed_at DESC, id DESC
LIMIT 3;
-- --8<-- [end:wrong-2]
