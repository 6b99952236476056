"""Two languages of one page: in lockstep, well written, and with one glossary."""
