-- +goose Up
-- Cards that are being added on the gateway's page. Nothing of a card is here:
-- what came of it is a payment method.
CREATE TABLE method_setups (
    key        TEXT PRIMARY KEY, -- the idempotency key, and the gateway's name for it
    account_id TEXT NOT NULL REFERENCES accounts (id),
    person_id  TEXT NOT NULL REFERENCES people (id),
    return_url TEXT NOT NULL,
    begun      INTEGER NOT NULL,
    ended      INTEGER, -- NULL while somebody may still be at it
    method_id  TEXT NOT NULL -- empty where no card came of it
) STRICT;
CREATE INDEX method_setups_open ON method_setups (begun) WHERE ended IS NULL;
