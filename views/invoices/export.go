package invoices

import (
	"context"
	"errors"
	"time"

	"billfold/billing"
	"billfold/views/load"
	"billfold/views/widgets"
	"billfold/views/words"
)

// stage is how far an export is.
type stage int

const (
	preparing stage = iota
	running
	canceling
	finished
	failed
)

// looksAway is how long the page is not ticked until it counts as left.
const looksAway = 3 * time.Second

// export is the panel that writes many documents. One that runs goes on while the panel
// is closed or another page is shown.
type export struct {
	page *Page
	runs *load.Loader[billing.ExportResult]
	open bool // it stands in the panel
	left bool // the page was closed while one ran: only what came of it is told

	choices choices
	stage   stage
	cancel  context.CancelFunc
	job     billing.ExportJob
	names   []string // of the job's documents
	done    int
	total   int
	result  billing.ExportResult
	failure words.Told

	form  *exportForm // nil where something else is shown
	meter *widgets.Meter
	doing *widgets.Text
}

func newExport(p *Page) *export {
	return &export{page: p, runs: load.New[billing.ExportResult](p.deps.Scheduler), choices: choices{pdf: true}}
}

// openExport shows the panel in the place of any document, where there is one to be written.
func (p *Page) openExport() {
	e := p.export
	if p.data == nil || p.data.register == nil || len(p.data.register.documents) == 0 || e.open {
		return
	}
	p.wanted, p.shown = "", nil
	e.open = true
	if e.stage == finished || e.stage == failed {
		e.stage = preparing
	}
	p.list.table.ShowChecks(true)
	p.list.mark()
	e.show()
}

// leave takes the panel away. What runs goes on.
func (e *export) leave() {
	if !e.open {
		return
	}
	e.open, e.form, e.meter, e.doing = false, nil, nil, nil
	table := e.page.list.table
	table.SetChecked()
	table.ShowChecks(false)
	e.page.split.Show(nil)
	if e.choices.which == whichTicked {
		e.choices.which = whichListed
	}
}

// close ends what runs: the account that it is about is left. What came of it is told once
// it has ended.
func (e *export) close() {
	e.left = true
	e.runs.End()
}

// tellLeft says what came of an export whose page is gone.
func (e *export) tellLeft(r billing.ExportResult, err error) {
	told := words.Told{What: exported(r, e.page.deps.Words)}
	switch {
	case errors.Is(err, context.Canceled):
		told = canceled()
		told.Failed = true
	case err != nil:
		told = e.page.deps.Words.Error(err)
	}
	e.page.deps.Say(told)
}

// canceled is an export that was ended before it had written anything.
func canceled() words.Told {
	return words.Told{What: words.T("The export was canceled."), Next: words.T("Nothing was written.")}
}

// ticked has the ticked documents be those that are exported.
func (e *export) ticked() {
	if len(e.page.list.table.Checked()) > 0 {
		e.choices.which = whichTicked
	}
	e.renew()
}

// amounts are how many documents each choice is about now.
func (e *export) amounts() amounts {
	r := e.page.data.register // there is one while the panel is open
	n := amounts{listed: len(e.page.list.listing.rows), all: len(r.documents)}
	for id := range e.page.list.table.Checked() {
		if r.document(id) != nil {
			n.ticked++
		}
	}
	return n
}

// chosen are the ids of what is to be exported.
func (e *export) chosen() []string {
	return e.choices.chosen(e.page.list.listing, e.page.data.register, e.page.list.table.Checked())
}

// chooseFolder asks where to, and does what is to be done there.
func (e *export) chooseFolder(then func()) {
	e.page.deps.ChooseFolder(func(path string) {
		e.choices.folder = path
		e.renew()
		then()
	})
}

// otherFolder asks where to, and leads to the way on.
func (e *export) otherFolder() {
	e.chooseFolder(func() {
		if e.form != nil {
			e.page.focus(e.form.way)
		}
	})
}

// start writes what was chosen, to a folder that is asked for where none was.
func (e *export) start() {
	p := e.page
	if p.data == nil || p.data.register == nil || e.form == nil {
		return
	}
	ids := e.chosen()
	if e.choices.why(len(ids)) != "" {
		return
	}
	if e.choices.folder == "" {
		e.chooseFolder(e.start)
		return
	}
	c := e.choices
	e.job = billing.ExportJob{Invoices: ids, Folder: c.folder, PDF: c.pdf, CSV: c.csv, Naming: namings[c.naming]}
	e.names = make([]string, len(ids))
	for n, id := range ids {
		e.names[n] = words.InvoiceFile(e.job.Naming, p.data.facts.Account.Name, p.data.register.document(id).Invoice)
	}
	ctx, cancel := context.WithCancel(p.deps.Context)
	e.stage, e.cancel, e.done, e.total = running, cancel, 0, len(ids)
	job, told := e.job, load.Progress(p.deps.Scheduler, e.progress)
	e.runs.Run(ctx, func(ctx context.Context) (billing.ExportResult, error) {
		return p.deps.Source.ExportInvoices(ctx, job, told)
	}, e.end)
	e.show()
}

func (e *export) progress(done, total int) {
	if e.stage != running {
		return
	}
	e.done, e.total = done, total
	e.tellProgress()
}

// stop gives up what runs; that it ended is told once it has.
func (e *export) stop() {
	if e.stage != running {
		return
	}
	e.stage = canceling
	e.cancel()
	e.show()
}

// end shows what came of it, by a message where the panel is not in sight.
func (e *export) end(r billing.ExportResult, err error) {
	p := e.page
	given := e.stage == canceling
	e.cancel()
	if e.left {
		e.tellLeft(r, err)
		return
	}
	inSight := e.open && p.deps.Now().Sub(p.seen) < looksAway
	switch {
	case err == nil:
		e.stage, e.result = finished, r
		if !inSight {
			p.offerFolder(exported(r, p.deps.Words), r.Folder)
		}
	case given && errors.Is(err, context.Canceled):
		e.stage = preparing
		p.deps.Say(canceled())
	default:
		e.stage, e.failure = failed, p.deps.Words.Error(err)
		if !inSight {
			p.deps.Say(e.failure)
		}
	}
	if e.open {
		e.show()
	}
}
