package invoices

import (
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// exportForm is what an export is prepared with.
type exportForm struct {
	export  *export
	amounts amounts
	which   *widgets.RadioGroup
	place   *fyne.Container // of which
	example *widgets.Text
	folder  *widgets.Paragraph
	why     *widgets.Text
	way     *widgets.Button
	body    *fyne.Container
}

// show puts what belongs to the stage into the panel.
func (e *export) show() {
	if !e.open {
		return
	}
	e.form, e.meter, e.doing = nil, nil, nil
	var body, ways fyne.CanvasObject
	var first fyne.Focusable
	switch e.stage {
	case running, canceling:
		body, ways, first = e.atWork()
	case finished:
		body, ways, first = e.atEnd()
	case failed:
		body, ways, first = e.atFault()
	default:
		e.form = newExportForm(e)
		body, ways, first = e.form.body, e.form.ways(), e.form.which.Focus()
	}
	closing := widgets.NewIconButton(resources.IconClose, words.T("Close"), e.page.shut).Sized(widgets.ButtonSmall)
	head := widgets.HStack(theme.Gap8, widgets.NewCardTitle(words.T("Export documents")), widgets.Spacer(), closing)
	e.page.split.Show(paneled(head, body, ways))
	e.renew()
	e.page.focus(first)
}

// renew has the panel follow the list, the ticks and what was chosen.
func (e *export) renew() {
	if e.form != nil {
		e.form.renew()
	}
}

func newExportForm(e *export) *exportForm {
	f := &exportForm{
		export: e, place: container.NewStack(), example: widgets.NewCaption(""), folder: widgets.NewParagraph(""), why: widgets.NewCaption(""),
	}
	f.way = widgets.NewButton(widgets.ButtonPrimary, "", e.start).WithIcon(resources.IconDownload)
	format := func(name, means string, on *bool) fyne.CanvasObject {
		check := widgets.NewCheck(name, func(checked bool) {
			*on = checked
			f.renew()
		})
		check.SetChecked(*on)
		return widgets.VStack(0, check, widgets.Inset(widgets.NewCaptionParagraph(means), 0, 0, 0, theme.Gap24))
	}
	naming := widgets.NewSelect(namingLabels(), e.choices.naming, func(i int) {
		e.choices.naming = i
		f.renew()
	})
	folder := widgets.NewButton(widgets.ButtonSecondary, words.T("Choose folder"), e.otherFolder)
	group := func(title string, parts ...fyne.CanvasObject) fyne.CanvasObject {
		return widgets.VStack(theme.Gap4, append([]fyne.CanvasObject{widgets.NewCaptionBold(title)}, parts...)...)
	}
	f.list()
	f.body = widgets.VStack(theme.Gap16,
		group(words.T("Documents"), f.place),
		group(words.T("Formats"),
			format("PDF", words.T("A file for each document."), &e.choices.pdf),
			format("CSV", words.T("A table of all documents, and one of their lines."), &e.choices.csv)),
		group(words.T("File names"), naming, f.example),
		group(words.T("Folder"), widgets.HStack(theme.Gap12, widgets.Grow(f.folder), folder)))
	return f
}

// list offers the documents to choose among, with how many they are.
func (f *exportForm) list() {
	e, w := f.export, f.export.page.deps.Words
	f.amounts = e.amounts()
	n := func(of int) string { return w.Count(int64(of)) }
	f.which = widgets.NewRadioGroup([]widgets.RadioOption{
		whichListed: {Icon: resources.IconInvoices, Title: words.T("Those in the list"), Note: n(f.amounts.listed)},
		whichTicked: {Icon: resources.IconCheck, Title: words.T("Those that are ticked"), Note: n(f.amounts.ticked)},
		whichAll:    {Icon: resources.IconFile, Title: words.T("All documents"), Note: n(f.amounts.all)},
	}, int(e.choices.which), func(i int) {
		e.choices.which = which(i)
		f.renew()
	})
	f.place.Objects = []fyne.CanvasObject{f.which}
	f.place.Refresh()
}

func (f *exportForm) ways() fyne.CanvasObject {
	return widgets.VStack(theme.Gap8, widgets.Fixed(f.why, 0, captionHeight), f.way)
}

// captionHeight is kept for a sentence that may not be there.
const captionHeight float32 = 16

func (f *exportForm) renew() {
	e, p := f.export, f.export.page
	if e.amounts() != f.amounts {
		f.list()
	}
	f.which.SetSelected(int(e.choices.which))
	ids := e.chosen()
	n := len(ids)
	f.way.SetText(words.N(n, "Export {n} document", "Export {n} documents", "n", p.deps.Words.Count(int64(n))))
	why := e.choices.why(n)
	f.why.SetText(why)
	f.way.SetEnabled(why == "")
	example := ""
	if n > 0 {
		r := p.data.register
		example = words.T("Like {file}", "file", words.InvoiceFile(namings[e.choices.naming], p.data.facts.Account.Name, r.document(ids[0]).Invoice))
	}
	f.example.SetText(example)
	f.folder.SetText(e.choices.folder)
	if e.choices.folder == "" {
		f.folder.SetText(words.T("Chosen when the export begins"))
	}
	f.body.Refresh()
}

// atWork is an export that runs.
func (e *export) atWork() (body, ways fyne.CanvasObject, first fyne.Focusable) {
	e.meter, e.doing = widgets.NewMeter(), widgets.NewMuted("").Shortening(panelWidth/2)
	n, w := len(e.job.Invoices), e.page.deps.Words
	body = widgets.VStack(theme.Gap8,
		widgets.NewBoldParagraph(words.N(n, "Exporting {n} document", "Exporting {n} documents", "n", w.Count(int64(n)))),
		e.meter, e.doing, widgets.NewCaptionParagraph(e.job.Folder),
		widgets.NewMutedParagraph(words.T("You can go on meanwhile, here or on other pages. A message says when it is done.")))
	stop := widgets.NewButton(widgets.ButtonSecondary, words.T("Cancel"), e.stop)
	if e.stage == canceling {
		stop.SetText(words.T("Canceling…"))
		stop.Disable()
	}
	e.tellProgress()
	return body, widgets.HStack(theme.Gap8, widgets.Spacer(), stop), stop
}

func (e *export) tellProgress() {
	if e.meter == nil {
		return
	}
	e.meter.Set(float64(e.done)/float64(max(e.total, 1)), theme.RolePlain)
	e.doing.SetText(doing(e.done, e.total, e.names, e.page.deps.Words))
}

// atEnd is an export that is done.
func (e *export) atEnd() (body, ways fyne.CanvasObject, first fyne.Focusable) {
	n, w := len(e.job.Invoices), e.page.deps.Words
	title := widgets.NewBoldParagraph(words.N(n, "{n} document was exported", "{n} documents were exported", "n", w.Count(int64(n))))
	body = widgets.VStack(theme.Gap8,
		widgets.HStack(theme.Gap8, widgets.NewIcon(resources.IconCheckCircle, theme.RoleOK.Text(), theme.IconSize), widgets.Grow(title)),
		widgets.NewParagraph(exported(e.result, w)))
	more := widgets.NewButton(widgets.ButtonSecondary, words.T("Export more"), e.again)
	folder := widgets.NewButton(widgets.ButtonPrimary, words.T("Open folder"), func() { e.page.openFolder(e.result.Folder) })
	return body, widgets.HStack(theme.Gap8, widgets.Spacer(), more, folder), folder
}

// atFault is an export that failed.
func (e *export) atFault() (body, ways fyne.CanvasObject, first fyne.Focusable) {
	body = widgets.VStack(theme.Gap8,
		widgets.NewStateCard(widgets.StateError, widgets.Notice{Title: words.T("Nothing was exported"), Detail: e.failure.String()}))
	again := widgets.NewButton(widgets.ButtonPrimary, words.T("Try again"), e.again)
	return body, widgets.HStack(theme.Gap8, widgets.Spacer(), again), again
}

// again prepares another export, as the last one was.
func (e *export) again() {
	e.stage = preparing
	e.show()
}
