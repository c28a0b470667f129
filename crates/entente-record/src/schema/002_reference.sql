-- Version 2: the reference base as one more source, and blocks that only wait for a claim.

-- What the record was made with, and counts that are kept up rather than counted.
CREATE TABLE setting (
    name     TEXT PRIMARY KEY,
    value    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The tables of an institution's own reference base; none where the built-in one is used.
-- Rows of it that texts speak of stand as claims of documents named reference/….
CREATE TABLE reference_table (
    name     TEXT PRIMARY KEY,
    text     TEXT NOT NULL
) STRICT;

CREATE INDEX document_published ON document (published_last);

-- Sentences that a finding on a text rests on, where no claim need stand in them. Offsets are
-- code points of version.text.
CREATE TABLE finding_sentence (
    finding  INTEGER NOT NULL REFERENCES finding (id) ON DELETE CASCADE,
    version  INTEGER NOT NULL REFERENCES version (id),
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    quote    TEXT NOT NULL,
    PRIMARY KEY (finding, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_sentence_version ON finding_sentence (version);

-- 1 where the claim can make the check of its block fire, 0 where it is only set beside others.
ALTER TABLE block_claim ADD COLUMN fires INTEGER NOT NULL DEFAULT 1;
