-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT no + 1 AS first_missing, next - 1 AS last_missing
FROM (SELECT no, lead(no) OVER (ORDER BY no) AS next
  FROM (SELECT DISTINCT invoice_no AS no FROM orders
        WHERE invoice_no IS NOT NULL) AS numbers) AS steps
WHERE next > no + 1;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT no + 1 AS first_missing, next - 1 AS last_missing
FROM (SELECT invoice_no AS no, lead(invoice_no) OVER (ORDER BY invoice_no) AS next
  FROM orders) AS steps
WHERE next <> no + 1;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT a.invoice_no + 1 AS first_missing,
  (SELECT min(c.invoice_no) - 1 FROM orders AS c
   WHERE c.invoice_no > a.invoice_no) AS last_missing
FROM orders AS a
LEFT JOIN orders AS b ON b.invoice_no = a.invoice_no + 1
WHERE a.invoice_no IS NOT NULL AND b.id IS NULL;
-- --8<-- [end:wrong-2]
