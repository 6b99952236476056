-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT sum(i.ordered) AS ordered, sum(p.paid) AS paid
FROM orders AS o
LEFT JOIN (SELECT order_id, sum(quantity * unit_price) AS ordered
           FROM order_items GROUP BY order_id) AS i ON i.order_id = o.id
LEFT JOIN (SELECT order_id, sum(amount) AS paid
           FROM payments GROUP BY order_id) AS p ON p.order_id = o.id
WHERE o.placed_at >= '2026-05-01' AND o.placed_at < '2026-06-01';
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT sum(i.quantity * i.unit_price) AS ordered, sum(p.amount) AS paid
FROM orders AS o
LEFT JOIN order_items AS i ON i.order_id = o.id
LEFT JOIN payments AS p ON p.order_id = o.id
WHERE o.placed_at >= '2026-05-01' AND o.placed_at < '2026-06-01';
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT sum(DISTINCT i.quantity * i.unit_price) AS ordered,
  sum(DISTINCT p.amount) AS paid
FROM orders AS o
LEFT JOIN order_items AS i ON i.order_id = o.id
LEFT JOIN payments AS p ON p.order_id = o.id
WHERE o.placed_at >= '2026-05-01' AND o.placed_at < '2026-06-01';
-- --8<-- [end:wrong-2]
