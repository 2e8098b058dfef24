package main

import (
	"context"

	"billfold/app/documents"
	"billfold/billing"
	"billfold/views/words"
)

type paperRow struct {
	Path string `json:"path"`
}

// print writes an invoice as a document, in the terminal's language.
func (j *job) print(ctx context.Context, account string, invoice *billing.Invoice, path string) error {
	facts, err := j.Facts(ctx, account)
	if err != nil {
		return err
	}
	paper := documents.Paper{Invoice: invoice, Account: facts.Account.Name, Words: j.printer}
	if err := documents.Whole(ctx, path, paper.PDF); err != nil {
		return err
	}
	if j.json {
		return writeJSON(j.out, paperRow{path})
	}
	return j.say(words.T("{number} is in {path}.", "number", invoice.Number, "path", path))
}

type papersRow struct {
	Folder string `json:"folder"`
	Files  int    `json:"files"`
}

// print writes every invoice as a document into a folder, all or none.
func (c exportCommand) print(ctx context.Context, j *job, account *billing.Account) error {
	invoices, err := j.Invoices(ctx, account.ID, "", -1)
	if err != nil {
		return err
	}
	job := billing.ExportJob{Folder: c.Folder, PDF: true, Naming: billing.ExportNaming(c.Naming)}
	files := documents.InvoiceFiles(&job, account.Name, invoices, j.printer)
	result, err := documents.Together(ctx, c.Folder, files, func(int, int) {})
	if err != nil {
		return err
	}
	if j.json {
		return writeJSON(j.out, papersRow{result.Folder, result.Files})
	}
	return j.say(words.N(result.Files, "{n} document is in {folder}.", "{n} documents are in {folder}.",
		"n", j.printer.Count(int64(result.Files)), "folder", result.Folder))
}
