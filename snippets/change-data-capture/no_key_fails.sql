-- needs: postgresql(wal_level=logical)
CREATE TABLE audit (at date, who text);
INSERT INTO audit VALUES ('2026-11-22', 'aiko');
DELETE FROM audit;                              -- before the publication: works
INSERT INTO audit VALUES ('2026-11-22', 'aiko');
CREATE PUBLICATION everything FOR ALL TABLES;   -- (1)!
INSERT INTO audit VALUES ('2026-11-22', 'ben'); -- still works
\set VERBOSITY verbose
DELETE FROM audit WHERE who = 'aiko';
