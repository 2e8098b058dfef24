-- +goose Up
-- The account's revision when the role was changed: what was read until then
-- was read with other eyes. 0 is a role that never was another.
ALTER TABLE memberships ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
