-- +goose Up
-- Who is asked about invoices and who is sent them, beside whom they are made out to:
-- the details are read and written as a whole, so they are one document.
ALTER TABLE accounts ADD COLUMN details TEXT NOT NULL DEFAULT '{}';
UPDATE accounts SET details = json_object('company', company, 'country', country, 'vat_id', vat_id);
ALTER TABLE accounts DROP COLUMN company;
ALTER TABLE accounts DROP COLUMN country;
ALTER TABLE accounts DROP COLUMN vat_id;
