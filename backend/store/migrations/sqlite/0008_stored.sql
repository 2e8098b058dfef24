-- +goose Up
-- The biggest of what is stored.
CREATE TABLE stored_items (
    account_id   TEXT NOT NULL REFERENCES accounts (id),
    id           TEXT NOT NULL,
    name         TEXT NOT NULL,
    kind         TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    size_gb      TEXT NOT NULL,
    added_at     INTEGER NOT NULL,
    last_opened  INTEGER, -- NULL where it was never opened
    PRIMARY KEY (account_id, id)
) STRICT;

-- JSON: GB by kind. Empty where only the total is known.
ALTER TABLE usage ADD COLUMN storage_kinds TEXT NOT NULL DEFAULT '{}';

-- What granted credits were spent on, where somebody said so.
CREATE TABLE credit_spends (
    id           TEXT PRIMARY KEY,
    account_id   TEXT NOT NULL REFERENCES accounts (id),
    kind         TEXT NOT NULL,
    at           INTEGER NOT NULL,
    actor        TEXT NOT NULL,
    action       TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    quantity     TEXT NOT NULL
) STRICT;
CREATE INDEX credit_spends_of ON credit_spends (account_id, at);

-- The feed tells of grants from now on: those that there are get a revision each.
INSERT INTO feed (account_id, kind, id, revision, deleted)
    SELECT g.account_id, 'credit_grant', g.id, a.revision + row_number() OVER (PARTITION BY g.account_id ORDER BY g.seq), 0
    FROM credit_grants g JOIN accounts a ON a.id = g.account_id;
UPDATE accounts SET revision = revision + (SELECT count(*) FROM credit_grants g WHERE g.account_id = accounts.id);
