package settings

import (
	"cmp"
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// data is the card of what is kept on this computer.
type data struct {
	page   *Page
	reads  *load.Loader[held]
	long   *load.Loader[billing.ExportResult] // what takes long, one at a time
	clears *load.Loader[struct{}]
	card   *widgets.Card

	held     held
	failure  error // why not all of it could be read
	work     work
	progress progress
	cancel   context.CancelFunc // of the work
	stopping bool               // it was given up, and has not ended yet
	left     bool               // the page was closed while it ran: only what came of it is told
	emptying bool               // the copy is being cleared
	run      int                // counts what took long, so that what is told late of one is dropped
	asked    bool               // whether to clear the copy

	total                          *widgets.Text
	name                           *widgets.Paragraph // of the copy
	copied, trouble, draft, export *widgets.Paragraph
	clear                          *widgets.Paragraph
	refresh, open, exporting       *widgets.Button
	stopRefresh, stopExport        *widgets.Button
	clearing, keep, sure           *widgets.Button
	exports                        []fyne.CanvasObject // what is there for those who see invoices
}

func newData(p *Page) *data {
	d := &data{page: p, reads: load.New[held](p.deps.Scheduler), long: load.New[billing.ExportResult](p.deps.Scheduler), clears: load.New[struct{}](p.deps.Scheduler)}
	d.total, d.name = widgets.NewMuted(""), widgets.NewParagraph("")
	d.copied, d.draft, d.export, d.clear = widgets.NewCaptionParagraph(""), widgets.NewCaptionParagraph(""), widgets.NewCaptionParagraph(""), widgets.NewCaptionParagraph("")
	d.trouble = widgets.NewCaptionParagraph("")
	d.trouble.Color = theme.RoleWarn.Text()
	secondary := func(text string, do func()) *widgets.Button {
		return widgets.NewButton(widgets.ButtonSecondary, text, do)
	}
	d.refresh, d.stopRefresh = secondary(words.T("Refresh all"), d.refreshAll), secondary(words.T("Cancel"), d.stop)
	d.open = secondary(words.T("Open drafts"), func() { p.deps.Go(nav.Route{Page: nav.PagePlans}) })
	d.exporting, d.stopExport = secondary(words.T("Export"), d.chooseFolder).WithIcon(resources.IconDownload), secondary(words.T("Cancel"), d.stop)
	d.clearing = widgets.NewButton(widgets.ButtonDangerOutline, words.T("Clear copy"), func() { d.ask(true) })
	d.keep = secondary(words.T("Keep it"), func() { d.ask(false) })
	d.sure = widgets.NewButton(widgets.ButtonDanger, words.T("Clear copy"), d.clearCopy)
	copyText := widgets.VStack(0, d.name, d.copied, d.trouble)
	d.exports = []fyne.CanvasObject{
		row(setting{name: words.T("Export everything"), caption: d.export}, widgets.HStack(0, d.exporting, d.stopExport)), widgets.Hairline(),
	}
	body := rows(
		widgets.Fixed(widgets.Inset(widgets.HStack(theme.Gap12, widgets.Grow(copyText), d.refresh, d.stopRefresh),
			rowSpace, theme.Gap16, rowSpace, theme.Gap16), 0, noteHeight),
		row(setting{name: words.T("Drafts and unsent changes"), caption: d.draft}, d.open),
		widgets.VStack(0, append(d.exports,
			row(setting{name: words.T("Clear the saved copy"), caption: d.clear}, question(d.clearing, d.sure, container.NewStack(d.clearing, d.keep))))...),
	)
	d.card = widgets.NewCard(widgets.CardOptions{Title: words.T("Data on this computer"), Right: d.total, Flush: true}, body)
	return d
}

// close gives up what takes long; what came of that is told once it has ended.
func (d *data) close() {
	d.reads.Close()
	d.clears.Close()
	if d.work == workNone {
		d.long.Close()
		return
	}
	d.left, d.stopping = true, true
	d.cancel()
}

// show measures again; what is on screen stays until it has, and what could not be read
// as it was.
func (d *data) show() {
	source := d.page.deps.Source
	d.reads.Run(d.page.deps.Context, func(ctx context.Context) (held, error) {
		sizes, unmeasured := source.DataSizes(ctx)
		drafts, uncounted := source.Drafts(ctx)
		pending, unasked := source.Pending(ctx)
		return held{
			sizes: sizes, measured: unmeasured == nil,
			drafts: len(drafts), pending: pending != nil, counted: uncounted == nil && unasked == nil,
		}, cmp.Or(unmeasured, uncounted, unasked)
	}, func(h held, err error) {
		if !h.measured {
			h.sizes, h.measured = d.held.sizes, d.held.measured
		}
		if !h.counted {
			h.drafts, h.pending, h.counted = d.held.drafts, d.held.pending, d.held.counted
		}
		h.failed = unreadable(err)
		d.held, d.failure = h, err
		d.present()
	})
}

// unreadable tells whether something is there and cannot be read; that nothing is there yet
// is no fault.
func unreadable(err error) bool { return err != nil && billing.CodeOf(err) != billing.NotFound }

// present shows how everything stands; only texts and what can be pressed change, but
// for what is asked.
func (d *data) present() {
	deps := &d.page.deps
	m := showStore(situation{
		held: d.held, fresh: deps.Source.Freshness(), work: d.work, progress: d.progress, stopping: d.stopping, clearing: d.emptying, folder: deps.ChooseFolder != nil,
	}, deps.Now(), deps.Words)
	for _, err := range []error{d.failure, d.page.unread} { // the graver one last
		if unreadable(err) {
			m.trouble = deps.Words.Error(err).String()
		}
	}
	if d.asked {
		m.clear = words.T("It is read again from billing, whole. Drafts, and changes without an answer, stay.")
	}
	d.total.SetText(m.total)
	d.name.SetText(words.T("Saved copy[ of {account}]", "account", d.page.account))
	d.copied.SetText(m.copied)
	d.draft.SetText(m.drafts)
	d.export.SetText(m.export)
	d.clear.SetText(m.clear)
	changed := d.trouble.Hidden != (m.trouble == "")
	d.trouble.SetText(m.trouble)
	d.trouble.Hidden = m.trouble == ""
	for button, can := range map[*widgets.Button]bool{d.refresh: m.refreshes, d.open: m.opens, d.exporting: m.exports, d.clearing: m.clears, d.sure: m.clears, d.stopRefresh: !d.stopping, d.stopExport: !d.stopping} {
		button.SetEnabled(can)
	}
	for _, o := range d.exports {
		changed = set(o, d.page.may(billing.SeeBilling)) || changed
	}
	for button, shown := range map[*widgets.Button]bool{
		d.refresh: d.work != workRefresh, d.stopRefresh: d.work == workRefresh, d.exporting: d.work != workExport, d.stopExport: d.work == workExport,
		d.clearing: !d.asked, d.keep: d.asked, d.sure: d.asked,
	} {
		changed = set(button, shown) || changed
	}
	if changed {
		d.card.Refresh()
		d.page.root.Refresh()
	}
}

// set shows something or hides it, and reports whether that is news.
func set(o fyne.CanvasObject, shown bool) bool {
	if o.Visible() == shown {
		return false
	}
	if shown {
		o.Show()
	} else {
		o.Hide()
	}
	return true
}

func (d *data) refreshAll() {
	d.begin(workRefresh, func(ctx context.Context, told func(done, total int)) (billing.ExportResult, error) {
		return billing.ExportResult{}, d.page.deps.Source.RefreshAll(ctx, told)
	}, func(billing.ExportResult) words.Told { return words.Told{What: words.T("Everything was read anew.")} })
}

func (d *data) chooseFolder() {
	d.page.deps.ChooseFolder(func(folder string) {
		d.begin(workExport, func(ctx context.Context, told func(done, total int)) (billing.ExportResult, error) {
			return d.page.deps.Source.ExportEverything(ctx, folder, told)
		}, func(r billing.ExportResult) words.Told {
			return words.Told{
				What: words.N(r.Files, "{n} file was written.", "{n} files were written.", "n", d.page.deps.Words.Count(int64(r.Files))),
				Next: words.T("In {folder}", "folder", r.Folder),
			}
		})
	})
}

// begin does something that takes long, and says how far it is and what came of it.
func (d *data) begin(w work, do func(context.Context, func(done, total int)) (billing.ExportResult, error), done func(billing.ExportResult) words.Told) {
	if d.work != workNone {
		return
	}
	d.work, d.progress, d.asked, d.stopping = w, progress{}, false, false
	d.run++
	told := d.follow(d.run)
	d.present()
	d.page.focus(map[work]fyne.Focusable{workRefresh: d.stopRefresh, workExport: d.stopExport}[w])
	ctx, cancel := context.WithCancel(d.page.deps.Context)
	d.cancel = cancel
	d.long.Run(ctx, func(ctx context.Context) (billing.ExportResult, error) { return do(ctx, told) },
		func(r billing.ExportResult, err error) {
			cancel()
			switch {
			case err == nil:
				d.page.deps.Say(done(r))
			case d.stopping && errors.Is(err, context.Canceled):
				d.page.deps.Say(givenUp(w))
			default:
				d.page.deps.Say(d.page.deps.Words.Error(err))
			}
			if d.left {
				d.long.Close()
				return
			}
			d.end()
			d.show()
		})
}

// givenUp says what is left of something that was given up.
func givenUp(w work) words.Told {
	if w == workRefresh {
		return words.Told{What: words.T("Canceled."), Next: words.T("The saved copy can be read as before; what is missing of it is read next time it catches up.")}
	}
	return words.Told{What: words.T("Canceled; nothing was written.")}
}

// follow is told how far something is.
func (d *data) follow(run int) func(done, total int) {
	return load.Progress(d.page.deps.Scheduler, func(done, total int) {
		if run == d.run && !d.stopping && d.work != workNone {
			d.progress = progress{done, total}
			d.present()
		}
	})
}

// stop gives up what takes long; it is told once that has ended.
func (d *data) stop() {
	if d.work == workNone || d.stopping {
		return
	}
	d.stopping = true
	d.cancel()
	d.present()
}

// end is what took long having ended, however it did.
func (d *data) end() {
	first := map[work]fyne.Focusable{workRefresh: d.refresh, workExport: d.exporting}[d.work]
	held := d.page.focused() == d.stopRefresh || d.page.focused() == d.stopExport
	d.work, d.progress, d.stopping = workNone, progress{}, false
	d.run++
	d.present()
	if held {
		d.page.focus(first)
	}
}

// ask asks whether to clear the copy, or no more.
func (d *data) ask(asked bool) {
	d.asked = asked
	d.present()
	if asked {
		d.page.focus(d.keep)
	} else {
		d.page.focus(d.clearing)
	}
}

func (d *data) clearCopy() {
	if d.emptying || !d.asked {
		return
	}
	p := d.page
	held := p.focused() == d.sure
	d.asked, d.emptying = false, true
	d.present()
	if held {
		p.focus() // nothing of the card can be pressed meanwhile
	}
	d.clears.Run(p.deps.Context, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.deps.Source.ClearCopy(ctx)
	}, func(_ struct{}, err error) {
		d.emptying = false
		d.present()
		if held && p.focused() == nil {
			p.focus(d.clearing, d.refresh) // what there is no copy of is cleared no more
		}
		if err != nil {
			p.deps.Say(p.deps.Words.Error(err))
			return
		}
		p.deps.Say(words.Told{What: words.T("The saved copy was cleared."), Next: words.T("It is read again from billing.")})
		d.show()
		p.deps.Refresh()
	})
}
