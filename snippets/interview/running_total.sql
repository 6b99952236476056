-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT id, amount, sum(amount) OVER (ORDER BY paid_at, id) AS total
FROM payments
WHERE paid_at >= '2026-05-09' AND paid_at < '2026-05-11'
ORDER BY paid_at, id;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT id, amount, sum(amount) OVER (ORDER BY paid_at) AS total
FROM payments
WHERE paid_at >= '2026-05-09' AND paid_at < '2026-05-11'
ORDER BY paid_at, id;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT a.id, a.amount, sum(b.amount) AS total
FROM payments AS a JOIN payments AS b ON b.paid_at < a.paid_at
WHERE a.paid_at >= '2026-05-09' AND a.paid_at < '2026-05-11'
  AND b.paid_at >= '2026-05-09'
GROUP BY a.id
ORDER BY a.paid_at, a.id;
-- --8<-- [end:wrong-2]
