package billing

// ExportNaming is how the files of a bulk export are named.
type ExportNaming string

// The ways to name them, each with its ending: "NWT-0011.pdf",
// "2026-11-01 NWT-0011.pdf", "Northwind Traders 2026-11-01 NWT-0011.pdf".
const (
	NameByNumber  ExportNaming = "number"
	NameByDate    ExportNaming = "date_number"
	NameByAccount ExportNaming = "account_date_number"
)

// ExportJob is what a bulk export of invoices writes, and where.
type ExportJob struct {
	Invoices []string // ids, in the order that they are written in
	Folder   string   // exists
	PDF      bool     // a document each
	CSV      bool     // one sheet of all of them, and one of their lines
	Naming   ExportNaming
}

// ExportResult is what an export wrote. One that was given up or failed has written
// nothing.
type ExportResult struct {
	Folder string
	Files  int
}
