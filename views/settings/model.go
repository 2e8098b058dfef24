package settings

import (
	"time"

	"billfold/billing"
	"billfold/views/words"
)

// held is what is kept on this computer, as last measured.
type held struct {
	sizes    Sizes
	measured bool // they were
	drafts   int
	pending  bool // a change was confirmed and its outcome is not known
	counted  bool // both were
	failed   bool // it was tried, and not all of it could be read
}

// progress is how far something that takes long has come; a total of 0 is not known.
type progress struct{ done, total int }

// store is what the card of the data says.
type store struct {
	total   string // of everything; empty before it was measured
	copied  string // how large the copy is and how current
	drafts  string
	export  string
	clear   string
	trouble string // why the copy is no newer; empty where nothing is wrong

	refreshes, opens, exports, clears bool // what can be pressed
}

// work is what takes long and is going on.
type work int

// The kinds of work.
const (
	workNone work = iota
	workRefresh
	workExport
)

// situation is what the card of the data is made of.
type situation struct {
	held     held
	fresh    billing.Freshness
	work     work
	progress progress
	stopping bool // the work was given up, and has not ended yet
	clearing bool // of the copy is under way
	folder   bool // one can be chosen
}

func showStore(s situation, now time.Time, w words.Printer) store {
	away, idle := s.fresh.State(now) == billing.Away, s.work == workNone && !s.clearing
	m := store{
		copied: copyWords(s, now, w), drafts: draftWords(s.held, w), export: words.T("Invoices, history and members as CSV"),
		clear:     words.T("Needs the network to come back; drafts stay"),
		refreshes: idle && !away, opens: s.held.drafts > 0 || s.held.pending, exports: idle && s.folder,
		clears: idle && !away && !s.fresh.AsOf.IsZero(),
	}
	if s.held.measured {
		m.total = w.Bytes(s.held.sizes.All)
	}
	if s.clearing {
		m.clear = words.T("Being cleared…")
	} else if away {
		m.clear = words.T("Not while billing cannot be reached: it could not be read again")
	}
	if said := workWords(s, w); s.work == workRefresh {
		m.copied = said
	} else if s.work == workExport {
		m.export = said
	}
	if s.fresh.Problem != nil {
		m.trouble = w.Problem(s.fresh.Problem).String()
	}
	return m
}

// workWords say how far what takes long is.
func workWords(s situation, w words.Printer) string {
	done := []string{"done", w.Count(int64(s.progress.done)), "total", w.Count(int64(s.progress.total))}
	switch {
	case s.stopping:
		return words.T("Canceling…")
	case s.work == workRefresh && s.progress.total == 0:
		return words.T("Reading everything anew…")
	case s.work == workRefresh:
		return words.T("Reading everything anew, {done} of {total}", done...)
	case s.progress.total == 0:
		return words.T("Writing…")
	default:
		return words.T("Writing, {done} of {total}", done...)
	}
}

// copyWords say how large the saved copy is and how current.
func copyWords(s situation, now time.Time, w words.Printer) string {
	f := s.fresh
	if f.AsOf.IsZero() || !s.held.measured {
		return w.Copy(f, now)
	}
	at := w.ClockSeconds(f.AsOf)
	if w.When(f.AsOf, now) != w.Clock(f.AsOf) { // another day
		at = w.When(f.AsOf, now)
	}
	params := []string{"size", w.Bytes(s.held.sizes.Copy), "n", w.Count(int64(s.held.sizes.Accounts)), "revision", w.Count(f.Revision), "at", at}
	switch live := f.State(now) == billing.Live; {
	case s.held.sizes.Accounts > 1 && live:
		return words.T("{size} for {n} accounts; live at revision {revision}, nothing newer at {at}", params...)
	case s.held.sizes.Accounts > 1:
		return words.T("{size} for {n} accounts; revision {revision}, caught up {at}", params...)
	case live:
		return words.T("{size}, live at revision {revision}, nothing newer at {at}", params...)
	default:
		return words.T("{size}, revision {revision}, caught up {at}", params...)
	}
}

// draftWords say what waits for the person here.
func draftWords(h held, w words.Printer) string {
	n := []string{"n", w.Count(int64(h.drafts))}
	switch {
	case !h.counted && h.failed:
		return words.T("They could not be read")
	case !h.counted:
		return words.T("Reading…")
	case h.pending && h.drafts > 0:
		return words.N(h.drafts, "{n} draft, and a change without an answer yet", "{n} drafts, and a change without an answer yet", n...)
	case h.pending:
		return words.T("A change without an answer yet; it is never sent twice")
	case h.drafts > 0:
		return words.N(h.drafts, "{n} draft; drafts never send themselves", "{n} drafts; drafts never send themselves", n...)
	default:
		return words.T("None; drafts never send themselves")
	}
}
