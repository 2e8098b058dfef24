package main

import (
	"context"
	"io"

	"billfold/app/documents"
	"billfold/billing"
)

type exportCommand struct {
	What   string `arg:"" help:"invoices, lines, usage, stored, credits, members or history." enum:"invoices,lines,usage,stored,credits,members,history"`
	Format string `help:"csv or json." enum:"csv,json" default:"csv"`
	Output string `help:"The file to write; without it, standard output." placeholder:"FILE"`
	PDF    bool   `name:"pdf" help:"Write a document for each invoice, into --folder."`
	Folder string `help:"Where documents are written; nothing that is there is written over." placeholder:"DIR"`
	Naming string `help:"How documents are called: number, date_number or account_date_number." enum:"number,date_number,account_date_number" default:"number"`
}

// export is what there is of something in both of its forms.
type export struct {
	sheet    documents.Sheet
	document any // as JSON
}

// needs is what a role has to allow for the sheet.
func (c exportCommand) needs() billing.Permission {
	switch c.What {
	case "usage", "stored", "credits":
		return billing.SeePlan
	case "members":
		return billing.SeePeople
	default:
		return billing.SeeBilling
	}
}

// Run writes what is saved of the account, once it is caught up.
func (c exportCommand) Run(ctx context.Context, j *job) error {
	if c.PDF != (c.Folder != "") || c.PDF && (c.What != "invoices" || c.Output != "") {
		return misuse("documents are written by export invoices --pdf --folder DIR")
	}
	account, _, err := j.caughtUp(ctx)
	if err != nil {
		return err
	}
	facts, err := j.Facts(ctx, account)
	if err != nil {
		return err
	}
	if need := c.needs(); !facts.Account.Role.May(need) {
		return billing.NotAllowed(need, facts.Account.Role)
	}
	if c.PDF {
		return c.print(ctx, j, facts.Account)
	}
	found, err := c.read(ctx, j, account, facts.Usage)
	if err != nil {
		return err
	}
	write := func(w io.Writer) error { return found.sheet.CSV(ctx, w) }
	if c.Format == "json" || j.json {
		write = func(w io.Writer) error { return writeJSON(w, found.document) }
	}
	if c.Output == "" {
		return write(j.out)
	}
	return documents.Whole(ctx, c.Output, write)
}

func (c exportCommand) read(ctx context.Context, j *job, account string, usage *billing.Usage) (export, error) {
	switch c.What {
	case "invoices":
		return j.exportInvoices(ctx, account)
	case "lines":
		return j.exportLines(ctx, account)
	case "usage":
		return j.exportUsage(ctx, account, usage)
	case "stored":
		return j.exportStored(ctx, account, usage)
	case "credits":
		return j.exportCredits(ctx, account)
	case "members":
		return j.exportMembers(ctx, account)
	default:
		return j.exportHistory(ctx, account)
	}
}
