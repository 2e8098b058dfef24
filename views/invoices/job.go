package invoices

import (
	"billfold/billing"
	"billfold/views/words"
)

// which documents are exported.
type which int

const (
	whichListed which = iota
	whichTicked
	whichAll
)

// namings are the ways to name files, as they are offered.
var namings = []billing.ExportNaming{billing.NameByNumber, billing.NameByDate, billing.NameByAccount}

func namingLabels() []string {
	return []string{words.T("By number"), words.T("By date and number"), words.T("By account, date and number")}
}

// choices are what is to be exported, and how.
type choices struct {
	which    which
	pdf, csv bool
	naming   int // of namings
	folder   string
}

// amounts are how many documents each choice is about.
type amounts struct{ listed, ticked, all int }

// why says what is missing before anything can be exported; empty where nothing is.
func (c choices) why(documents int) string {
	switch {
	case documents == 0 && c.which == whichTicked:
		return words.T("Tick documents in the list first.")
	case documents == 0:
		return words.T("No document is listed.")
	case !c.pdf && !c.csv:
		return words.T("Choose a format.")
	default:
		return ""
	}
}

// chosen are the ids of the documents to be exported, in the order of the list, or with
// the newest first.
func (c choices) chosen(l listing, r *register, ticked map[string]struct{}) []string {
	var ids []string
	switch c.which {
	case whichListed:
		for _, d := range l.rows {
			ids = append(ids, d.ID)
		}
	case whichTicked:
		for n := range r.documents {
			if _, ok := ticked[r.documents[n].ID]; ok {
				ids = append(ids, r.documents[n].ID)
			}
		}
	case whichAll:
		for n := range r.documents {
			ids = append(ids, r.documents[n].ID)
		}
	}
	return ids
}

// doing says how far an export is, with the file that was written last where a step is a
// document.
func doing(done, total int, names []string, w words.Printer) string {
	name := ""
	if total == len(names) && done > 0 && done <= total {
		name = names[done-1]
	}
	return words.T("{done} of {total}[, {file}]", "done", w.Count(int64(done)), "total", w.Count(int64(total)), "file", name)
}

// exported says what an export wrote.
func exported(r billing.ExportResult, w words.Printer) string {
	return words.N(r.Files, "{n} file was written to {folder}.", "{n} files were written to {folder}.",
		"n", w.Count(int64(r.Files)), "folder", r.Folder)
}
