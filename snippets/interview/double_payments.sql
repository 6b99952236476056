-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
BEGIN;
-- --8<-- [start:answer]
DELETE FROM payments
WHERE id IN (
  SELECT id FROM (
    SELECT id, row_number() OVER (PARTITION BY provider_ref
                                  ORDER BY paid_at, id) AS copy
    FROM payments
    WHERE provider_ref IS NOT NULL) AS numbered
  WHERE copy > 1);
-- --8<-- [end:answer]
-- --8<-- [start:probe]
SELECT count(*) AS payments, count(provider_ref) AS with_ref,
  count(DISTINCT provider_ref) AS refs, sum(id) AS sum_of_ids
FROM payments;
-- --8<-- [end:probe]
ROLLBACK;

\echo -- wrong-1
BEGIN;
-- --8<-- [start:wrong-1]
DELETE FROM payments
WHERE id IN (
  SELECT id FROM (
    SELECT id, row_number() OVER (PARTITION BY provider_ref
                                  ORDER BY paid_at, id) AS copy
    FROM payments) AS numbered
  WHERE copy > 1);
-- --8<-- [end:wrong-1]
SELECT count(*) AS payments, count(provider_ref) AS with_ref,
  count(DISTINCT provider_ref) AS refs, sum(id) AS sum_of_ids
FROM payments;
ROLLBACK;

\echo -- wrong-2
BEGIN;
-- --8<-- [start:wrong-2]
DELETE FROM payments AS a
USING payments AS b
WHERE a.provider_ref = b.provider_ref AND a.id <> b.id;
-- --8<-- [end:wrong-2]
SELECT count(*) AS payments, count(provider_ref) AS with_ref,
  count(DISTINCT provider_ref) AS refs, sum(id) AS sum_of_ids
FROM payments;
ROLLBACK;
