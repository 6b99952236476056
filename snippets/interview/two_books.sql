-- needs: postgresql
-- with: interview/shop
\pset null NULL
-- --8<-- [start:given]
CREATE TABLE payouts (ref text, amount numeric(8, 2));
INSERT INTO payouts
SELECT DISTINCT provider_ref,
  amount + CASE provider_ref WHEN 'ch_757_1' THEN 5 ELSE 0 END
FROM payments
WHERE paid_at >= '2026-06-20' AND provider_ref <> 'ch_761_1';
INSERT INTO payouts VALUES ('ch_999_1', 45.90);
-- --8<-- [end:given]

\echo -- answer
-- --8<-- [start:answer]
SELECT ref, o.sum AS ours, t.sum AS theirs
FROM (SELECT provider_ref AS ref, sum(amount) FROM payments
      WHERE paid_at >= '2026-06-20' AND provider_ref IS NOT NULL
      GROUP BY provider_ref) AS o
FULL JOIN (SELECT ref, sum(amount) FROM payouts GROUP BY ref) AS t USING (ref)
WHERE o.sum IS DISTINCT FROM t.sum
ORDER BY ref;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT ref, o.amount AS ours, t.amount AS theirs
FROM (SELECT provider_ref AS ref, amount FROM payments
      WHERE paid_at >= '2026-06-20' AND provider_ref IS NOT NULL) AS o
FULL JOIN payouts AS t USING (ref)
WHERE o.amount IS DISTINCT FROM t.amount
ORDER BY ref;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT ref, o.sum AS ours, t.sum AS theirs
FROM (SELECT provider_ref AS ref, sum(amount) FROM payments
      WHERE paid_at >= '2026-06-20' AND provider_ref IS NOT NULL
      GROUP BY provider_ref) AS o
FULL JOIN (SELECT ref, sum(amount) FROM payouts GROUP BY ref) AS t USING (ref)
WHERE o.sum <> t.sum
ORDER BY ref;
-- --8<-- [end:wrong-2]
