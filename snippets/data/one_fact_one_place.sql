-- needs: postgresql
-- --8<-- [start:flat]
CREATE TABLE flat_order (
    id int PRIMARY KEY, customer_email text, sku text, price numeric
);
INSERT INTO flat_order VALUES
    (1, 'ann@old.example', 'lamp', 40), (2, 'ann@old.example', 'desk', 90),
    (3, 'bob@site.example', 'lamp', 40);
-- One code path forgets the older orders.
UPDATE flat_order SET customer_email = 'ann@new.example' WHERE id = 2;
SELECT count(DISTINCT customer_email) AS answers_for_two_customers FROM flat_order;
-- --8<-- [end:flat]

-- --8<-- [start:normal]
CREATE TABLE customer (
    id int PRIMARY KEY, email text NOT NULL UNIQUE
);
CREATE TABLE product (
    sku text PRIMARY KEY, price numeric NOT NULL CHECK (price >= 0)
);
CREATE TABLE orders (
    id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customer
);
CREATE TABLE order_line (
    order_id int REFERENCES orders ON DELETE CASCADE,
    sku text REFERENCES product,
    quantity int NOT NULL CHECK (quantity > 0),
    price_paid numeric NOT NULL,  -- (1)!
    PRIMARY KEY (order_id, sku)   -- (2)!
);
INSERT INTO customer VALUES (1, 'ann@old.example'), (2, 'bob@site.example');
INSERT INTO product VALUES ('lamp', 40), ('desk', 90);
INSERT INTO orders VALUES (1, 1), (2, 1), (3, 2);
INSERT INTO order_line SELECT id, 'lamp', 1, 40 FROM orders WHERE id IN (1, 3);
INSERT INTO order_line VALUES (2, 'desk', 1, 90);

UPDATE customer SET email = 'ann@new.example' WHERE id = 1;
UPDATE product SET price = 55 WHERE sku = 'lamp';

SELECT o.id, email, sku, price_paid, price AS price_now
FROM orders o
JOIN customer c ON c.id = o.customer_id
JOIN order_line l ON l.order_id = o.id
JOIN product p USING (sku)
ORDER BY o.id;
-- --8<-- [end:normal]
