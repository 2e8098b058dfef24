-- +goose Up
-- When a noun was deleted, which the feed tells until every copy should know.
ALTER TABLE feed ADD COLUMN deleted_at INTEGER;
CREATE INDEX feed_deleted ON feed (account_id, deleted_at) WHERE deleted;
-- The revision of the newest deletion that the feed tells no more.
ALTER TABLE accounts ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;
-- A role is given at a revision of its own now, not at the one before.
UPDATE memberships SET since = since + 1 WHERE since > 0;
