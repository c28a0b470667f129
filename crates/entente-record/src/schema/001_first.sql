-- The record of Entente, version 1. Plain tables: any SQLite tool can read them.
-- Offsets are code points of version.text, half open. Dates are EDTF; *_first and *_last are
-- the first and last day that they cover. Facts, verdicts and findings are derived from
-- claims and judgements, and may be dropped and rebuilt at any time; nothing else may.

-- One immutable text, in Unicode normal form C, named by its SHA-256.
CREATE TABLE version (
    id       INTEGER PRIMARY KEY,
    hash     TEXT NOT NULL UNIQUE,
    text     TEXT NOT NULL
) STRICT;

-- The bytes that a document was read from, named by their SHA-256.
CREATE TABLE original (
    id       INTEGER PRIMARY KEY,
    hash     TEXT NOT NULL UNIQUE,
    bytes    BLOB NOT NULL
) STRICT;

-- A text as it came under a name. A name that comes with a changed text has a row for each.
CREATE TABLE document (
    id              INTEGER PRIMARY KEY,
    name            TEXT NOT NULL,
    version         INTEGER NOT NULL REFERENCES version (id),
    original        INTEGER REFERENCES original (id),
    url             TEXT,
    outlet          TEXT,
    published       TEXT,
    published_first TEXT,
    published_last  TEXT,
    title           TEXT,
    language        TEXT,
    kind            TEXT NOT NULL,
    said_copy_of    TEXT,                             -- name of the original, where the input says so
    copy_of         INTEGER REFERENCES document (id), -- the original among the copies of one text
    copy_reason     TEXT,                             -- exact, near, said, or edited; how it is known
    read_at         TEXT NOT NULL,                    -- when it first came, UTC
    UNIQUE (name, version)
) STRICT;
CREATE INDEX document_version ON document (version);
CREATE INDEX document_copy_of ON document (copy_of);

-- Fingerprints of word 3-grams, from which near copies are found.
CREATE TABLE shingle (
    hash     INTEGER NOT NULL,
    version  INTEGER NOT NULL REFERENCES version (id),
    PRIMARY KEY (hash, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX shingle_version ON shingle (version);

-- Whom and what claims are about. canonical names the entity that a spelling stands for.
CREATE TABLE entity (
    id        INTEGER PRIMARY KEY,
    key       TEXT NOT NULL UNIQUE,
    name      TEXT NOT NULL,
    type      TEXT NOT NULL,
    country   TEXT,
    code      TEXT,
    folded    TEXT NOT NULL,
    canonical INTEGER REFERENCES entity (id)
) STRICT;
CREATE INDEX entity_canonical ON entity (canonical);
CREATE TABLE entity_word (
    word     TEXT NOT NULL,
    entity   INTEGER NOT NULL REFERENCES entity (id),
    PRIMARY KEY (word, entity)
) STRICT, WITHOUT ROWID;

-- What one text says. Append only. name is the hash of text, content and place.
CREATE TABLE claim (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    version    INTEGER NOT NULL REFERENCES version (id),
    kind       TEXT NOT NULL CHECK (kind IN ('tie', 'event', 'figure', 'commitment', 'statement')),
    status     TEXT NOT NULL CHECK (status IN ('actual', 'planned', 'possible', 'denied')),
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    quote      TEXT NOT NULL,                   -- the words at start to end
    body       TEXT NOT NULL CHECK (json_valid(body)), -- the claim as the codebook writes it, spans in code points
    rule       TEXT,
    confidence REAL,
    read_at    TEXT NOT NULL,
    CHECK (start < "end")
) STRICT;
CREATE INDEX claim_version ON claim (version);
CREATE INDEX claim_kind ON claim (kind);
CREATE TABLE claim_entity (
    entity   INTEGER NOT NULL REFERENCES entity (id),
    claim    INTEGER NOT NULL REFERENCES claim (id),
    PRIMARY KEY (entity, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_entity_claim ON claim_entity (claim);

-- Claims that have to be looked at together; each block is reconciled by itself.
CREATE TABLE block (
    id       INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    dirty    INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX block_dirty ON block (id) WHERE dirty = 1;
CREATE TABLE block_claim (
    block    INTEGER NOT NULL REFERENCES block (id),
    claim    INTEGER NOT NULL REFERENCES claim (id),
    PRIMARY KEY (block, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX block_claim_claim ON block_claim (claim);

-- What the claims of a block say together.
CREATE TABLE fact (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    block       INTEGER NOT NULL REFERENCES block (id),
    key         TEXT NOT NULL,
    kind        TEXT NOT NULL,
    subtype     TEXT NOT NULL, -- relation, event type, indicator, form, or mode
    status      TEXT NOT NULL,
    first_day   TEXT,          -- of validity, date, period or due date
    last_day    TEXT,
    verdict     TEXT NOT NULL,
    reason      TEXT NOT NULL,
    independent INTEGER NOT NULL,
    claim       INTEGER NOT NULL REFERENCES claim (id), -- the reading relied on
    reading     TEXT NOT NULL CHECK (json_valid(reading)) -- with canonical entities
) STRICT;
CREATE INDEX fact_block ON fact (block);
CREATE INDEX fact_kind ON fact (kind, subtype);
-- Whom a fact concerns: the code or key of an entity, and of the state or organisation behind
-- it. Who is only credited with saying it is not concerned.
CREATE TABLE fact_party (
    party    TEXT NOT NULL,
    fact     INTEGER NOT NULL REFERENCES fact (id) ON DELETE CASCADE,
    PRIMARY KEY (party, fact)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_party_fact ON fact_party (fact);
CREATE TABLE evidence (
    fact     INTEGER NOT NULL REFERENCES fact (id) ON DELETE CASCADE,
    claim    INTEGER NOT NULL REFERENCES claim (id),
    stance   TEXT NOT NULL,
    PRIMARY KEY (fact, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_claim ON evidence (claim);

-- Why two claims agree, differ or contradict each other.
CREATE TABLE verdict (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE,
    block    INTEGER NOT NULL REFERENCES block (id),
    a        INTEGER NOT NULL REFERENCES claim (id),
    b        INTEGER NOT NULL REFERENCES claim (id),
    verdict  TEXT NOT NULL,
    rule     TEXT NOT NULL,
    reason   TEXT NOT NULL
) STRICT;
CREATE INDEX verdict_block ON verdict (block);
CREATE INDEX verdict_a ON verdict (a);
CREATE INDEX verdict_b ON verdict (b);

-- Contradictions and errors that a check found.
CREATE TABLE finding (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    block      INTEGER NOT NULL REFERENCES block (id),
    class      TEXT NOT NULL,
    severity   TEXT NOT NULL,
    "check"    TEXT NOT NULL,
    message    TEXT NOT NULL,
    arithmetic TEXT NOT NULL
) STRICT;
CREATE INDEX finding_block ON finding (block);
CREATE TABLE finding_claim (
    finding  INTEGER NOT NULL REFERENCES finding (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    claim    INTEGER NOT NULL REFERENCES claim (id),
    PRIMARY KEY (finding, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_claim_claim ON finding_claim (claim);

-- What people decided. Append only: a judgement is undone by another one.
CREATE TABLE judgement (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE,
    action   TEXT NOT NULL,
    target   TEXT NOT NULL, -- id of a claim, fact, finding or judgement, or key of an entity
    other    TEXT,          -- the claim preferred, the entity merged with, the field corrected
    value    TEXT,          -- the value corrected to
    by       TEXT NOT NULL,
    at       TEXT NOT NULL,
    why      TEXT NOT NULL
) STRICT;
CREATE INDEX judgement_target ON judgement (target);

-- Full text: paragraphs as written, and folded (no diacritics, đ as d).
CREATE VIRTUAL TABLE passage USING fts5 (
    text, folded, version UNINDEXED, start UNINDEXED, "end" UNINDEXED,
    tokenize = "unicode61 remove_diacritics 0"
);

-- Each fact with the sentence that is relied on and who published it.
CREATE VIEW sourced_fact AS
SELECT f.name AS fact, f.kind, f.subtype, f.status, f.first_day, f.last_day, f.verdict,
       f.reason, f.independent, c.quote, d.outlet, d.published, d.url, d.name AS document,
       c.start, c."end", c.name AS claim, f.reading, f.key
FROM fact f
JOIN claim c ON c.id = f.claim
JOIN document d ON d.id = (
    SELECT id FROM document WHERE version = c.version
    ORDER BY published_first IS NULL, published_first, name LIMIT 1
);
-- What the record holds to be so now.
CREATE VIEW current AS
SELECT * FROM sourced_fact
WHERE status = 'actual' AND verdict NOT IN ('superseded', 'rejected');
-- What is told in ways that cannot both hold.
CREATE VIEW contradictions AS
SELECT v.name AS verdict, v.rule, v.reason, a.quote AS quote_a, b.quote AS quote_b,
       a.name AS claim_a, b.name AS claim_b
FROM verdict v JOIN claim a ON a.id = v.a JOIN claim b ON b.id = v.b
WHERE v.verdict = 'contradicted';
-- What was promised or planned by a date, the nearest date first.
CREATE VIEW due AS
SELECT * FROM sourced_fact
WHERE (kind = 'commitment' OR status = 'planned') AND last_day IS NOT NULL AND verdict <> 'rejected'
ORDER BY last_day;
