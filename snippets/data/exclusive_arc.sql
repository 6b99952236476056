-- needs: postgresql
CREATE TABLE post (id int PRIMARY KEY);
CREATE TABLE photo (id int PRIMARY KEY);
INSERT INTO post VALUES (1);
INSERT INTO photo VALUES (1);

-- The reference that an object-relational mapper likes: no foreign key can check it.
CREATE TABLE loose_comment (target_type text, target_id int, body text);
INSERT INTO loose_comment VALUES ('post', 1, 'hi'), ('pots', 1, 'typo'),
    ('photo', 7, 'no such photo');
SELECT count(*) AS comments_on_nothing FROM loose_comment
WHERE (target_type, target_id) <> ALL (VALUES ('post', 1), ('photo', 1));

-- One column a target, exactly one of them filled.
CREATE TABLE comment (
    post_id int REFERENCES post ON DELETE CASCADE,
    photo_id int REFERENCES photo ON DELETE CASCADE,
    body text NOT NULL,
    CONSTRAINT one_target CHECK (num_nonnulls(post_id, photo_id) = 1)
);
INSERT INTO comment VALUES (1, NULL, 'hi'), (NULL, 1, 'nice');
\set ON_ERROR_STOP off
\set VERBOSITY sqlstate
\echo both:
INSERT INTO comment VALUES (1, 1, 'both');
\echo none:
INSERT INTO comment VALUES (NULL, NULL, 'none');
\echo a photo that is not there:
INSERT INTO comment VALUES (NULL, 7, 'no such photo');
