-- needs: postgresql
\pset footer off
-- --8<-- [start:claim]
CREATE TABLE customer AS
SELECT generate_series(1, 1000) AS id;
CREATE TABLE bought AS SELECT 7 AS customer_id;

SELECT count(*) AS "never bought" FROM customer
WHERE id NOT IN (SELECT customer_id FROM bought);

INSERT INTO bought VALUES (NULL);  -- a guest

SELECT count(*) AS "never bought" FROM customer
WHERE id NOT IN (SELECT customer_id FROM bought);
-- --8<-- [end:claim]
