-- +goose Up
-- Access tokens from before this instant are good for nothing any more; NULL is never.
ALTER TABLE people ADD COLUMN signed_out_at INTEGER;

-- Whom an issuer means by a subject.
CREATE TABLE identities (
    issuer    TEXT NOT NULL,
    subject   TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    PRIMARY KEY (issuer, subject)
) STRICT;

-- Sign-ins at the demo's own issuer. No token is kept: a refresh token names its
-- session and its generation, and is proven by the issuer's key.
CREATE TABLE sessions (
    id         TEXT PRIMARY KEY,
    person_id  TEXT NOT NULL REFERENCES people (id),
    auth_time  INTEGER NOT NULL,
    began      INTEGER NOT NULL,
    rotated_at INTEGER NOT NULL,
    last_used  INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    demo       INTEGER NOT NULL,
    ended      INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_of ON sessions (person_id);

-- The public halves of the keys that may sign confirms.
CREATE TABLE devices (
    id         TEXT PRIMARY KEY, -- a fingerprint of the key
    person_id  TEXT NOT NULL REFERENCES people (id),
    name       TEXT NOT NULL,
    public_key TEXT NOT NULL, -- base64
    added      INTEGER NOT NULL,
    last_used  INTEGER,
    revoked    INTEGER,
    lapses     INTEGER -- a key of one command against a demo; NULL lasts
) STRICT;
CREATE INDEX devices_of ON devices (person_id, added);

-- What an enrolment has to answer, once.
CREATE TABLE enrolment_challenges (
    challenge TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    expires   INTEGER NOT NULL
) STRICT;
