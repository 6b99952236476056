-- needs: postgresql(autovacuum=off)
-- The feed's tables on the board, and the page collected at the read.
\set QUIET on
\pset footer off
-- --8<-- [start:board]
CREATE TABLE follow (
    follower bigint, author bigint, PRIMARY KEY (follower, author)
);
CREATE INDEX followers_of ON follow (author, follower);            -- delivery
CREATE TABLE post (
    id      bigint PRIMARY KEY,                    -- grows with time: order and cursor
    author  bigint NOT NULL,
    body    text   NOT NULL,
    deleted boolean NOT NULL DEFAULT false
);
CREATE INDEX posts_of ON post (author, id DESC) WHERE NOT deleted;
CREATE TABLE block (author bigint, reader bigint, PRIMARY KEY (author, reader));
-- --8<-- [end:board]
INSERT INTO post SELECT n, n % 500, 'post ' || n FROM generate_series(1, 50000) n;
INSERT INTO follow SELECT 1, a FROM generate_series(0, 199) a;
INSERT INTO follow SELECT f, 3 FROM generate_series(2, 5000) f;
UPDATE post SET deleted = true WHERE id = 49699;
INSERT INTO block VALUES (198, 1);
INSERT INTO block SELECT a, r FROM generate_series(1, 300) a, generate_series(2, 20) r;
VACUUM ANALYZE follow, post, block;
PREPARE page (bigint, bigint) AS
-- --8<-- [start:page]
SELECT p.id, p.author
FROM follow f
CROSS JOIN LATERAL (                                               -- (1)!
    SELECT id, author FROM post
    WHERE author = f.author AND NOT deleted AND id < $2
    ORDER BY id DESC LIMIT 4
) p
WHERE f.follower = $1
  AND NOT EXISTS (SELECT FROM block b WHERE b.author = f.author AND b.reader = $1)
ORDER BY p.id DESC LIMIT 4;                                        -- (2)!
-- --8<-- [end:page]
EXECUTE page (1, 9223372036854775807);
EXECUTE page (1, 49695);
\pset tuples_only on
\pset format unaligned
SELECT 'index entries read for one page of 4: ' || count(*)
FROM follow f CROSS JOIN LATERAL (
    SELECT FROM post WHERE author = f.author AND NOT deleted ORDER BY id DESC LIMIT 4
) p WHERE f.follower = 1;
SELECT 'deliveries of one post of author 3: ' || count(*) FROM follow WHERE author = 3;
EXPLAIN (COSTS OFF) SELECT id FROM post
WHERE author = 3 AND NOT deleted AND id < 49695 ORDER BY id DESC LIMIT 4;
DO $$ BEGIN ASSERT (SELECT count(*) FROM follow WHERE author = 3) = 5000; END $$;
