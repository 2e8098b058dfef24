-- +goose Up
-- An address is somebody's once in an account; see who has it before it is invited.
CREATE INDEX members_by_email ON members (account_id, email COLLATE NOCASE);
