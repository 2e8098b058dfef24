package support

import (
	"context"
	"strings"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

const (
	labelWidth float32 = 104 // of a fact of the case, in units
	ownLines           = 2
	rowGap     float32 = 4
)

// caseView shows the case as it would leave, and has it leave.
type caseView struct {
	page    *Page
	rows    *fyne.Container
	own     *widgets.TextArea
	leaves  *widgets.Paragraph // what becomes of the person's own words
	mail    *widgets.Button
	copying *widgets.Button
	save    *widgets.Button
	content fyne.CanvasObject
	file    caseFile
	to      string
	gone    string // of the person's own words: what left in a mail, a file or a copy
}

func newCaseView(p *Page) *caseView {
	v := &caseView{page: p, rows: container.NewStack(widgets.NewSkeletonRows(11, 24)), leaves: widgets.NewCaptionParagraph("")}
	v.own = widgets.NewTextArea(words.T("Your words, optional"), ownLines).Growing()
	v.own.OnChanged = func(string) { v.tell() }
	v.mail = widgets.NewButton(widgets.ButtonPrimary, words.T("Write mail to support"), v.write).WithIcon(resources.IconMail)
	v.copying = widgets.NewButton(widgets.ButtonSecondary, words.T("Copy"), v.copy).WithIcon(resources.IconCopy)
	v.save = widgets.NewButton(widgets.ButtonSecondary, words.T("Save"), v.keep).WithIcon(resources.IconDownload)
	v.set(false)
	beside := widgets.Columns(0, theme.Gap8, widgets.Column{Content: v.copying}, widgets.Column{Content: v.save})
	body := widgets.VStack(theme.Gap8, v.rows, widgets.Grow(v.own), v.leaves, v.mail, beside)
	v.content = widgets.NewCard(widgets.CardOptions{
		Title: words.T("Support case"), Right: widgets.NewBadge(theme.RoleOK, resources.IconLock, words.T("No card data")),
	}, body)
	v.tell()
	return v
}

func (v *caseView) set(ready bool) {
	for _, b := range []*widgets.Button{v.mail, v.copying, v.save} {
		if ready {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}

// fill shows another case; the person's own words stay.
func (v *caseView) fill(m model) {
	v.file, v.to = m.file, m.reply
	rows := widgets.VStack(rowGap)
	for _, r := range m.file.rows {
		value := widgets.NewParagraph(r.value)
		switch {
		case r.mono:
			value = widgets.NewMonoParagraph(r.value)
		case r.faint:
			value = widgets.NewMutedParagraph(r.value)
		}
		rows.Add(widgets.Columns(0, theme.Gap8,
			widgets.Column{Content: widgets.NewMutedParagraph(r.label), Width: labelWidth}, widgets.Column{Content: value}))
	}
	problem := widgets.NewPanel(widgets.Inset(widgets.NewMonoParagraph(m.file.problem), theme.Gap8, theme.Gap12, theme.Gap8, theme.Gap12))
	problem.Fill, problem.Radius = theme.ColorSunken, theme.RadiusControl
	rows.Add(widgets.Inset(widgets.VStack(theme.Gap4, widgets.NewCaptionParagraph(words.T("Exact error")), problem), theme.Gap8, 0, 0, 0))
	v.rows.Objects = []fyne.CanvasObject{rows}
	v.set(true)
	v.page.root.Refresh()
}

// tell says what of the person's own words leaves.
func (v *caseView) tell() {
	typed := v.own.Text()
	if masked := billing.MaskSecrets(typed); masked != typed {
		v.leaves.SetText(words.T("Masked. It leaves as: {text}", "text", masked))
		v.leaves.SetColor(theme.RoleWarn.Text())
	} else {
		v.leaves.SetText(words.T("Card numbers and passwords are masked."))
		v.leaves.SetColor(theme.ColorMuted)
	}
	if v.page.root != nil {
		v.page.root.Refresh()
	}
}

// text is the whole case, as it leaves.
func (v *caseView) text() string { return v.file.text(billing.MaskSecrets(v.own.Text())) }

func (v *caseView) copy() {
	v.page.deps.Copy(v.text())
	v.gone = v.own.Text()
	v.page.deps.Say(words.Told{What: words.T("The case is copied.")})
}

// write begins a mail with the case; what a mail's address has no room for is on the
// clipboard.
func (v *caseView) write() {
	d := v.page.deps
	to, subject, text, own := v.to, v.file.subject, v.text(), v.own.Text()
	body, whole := fitted(to, subject, text)
	if !whole {
		d.Copy(text)
	}
	v.page.mails.Run(d.Context, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, d.Source.OpenMail(ctx, to, subject, body)
	}, func(_ struct{}, err error) {
		if err == nil {
			v.gone = own
		}
		switch {
		case err != nil:
			d.Say(words.Told{Failed: true, What: words.T("No mail program could be opened."), Next: words.T("Copy or save the case instead.")})
		case !whole:
			d.Say(words.Told{What: words.T("Your mail program has the beginning of the case."), Next: words.T("All of it is on the clipboard: paste it there.")})
		default:
			d.Say(words.Told{What: words.T("Your mail program has the case."), Next: words.T("It is sent when you send it there.")})
		}
	})
}

// keep writes the case to a file that the person chooses.
func (v *caseView) keep() {
	d := v.page.deps
	if d.ChooseFile == nil {
		return
	}
	d.ChooseFile(fileName(d.Now()), func(path string) {
		text, own, p := v.text(), v.own.Text(), v.page
		if p.saving {
			return
		}
		p.saving = true
		p.saves.Run(d.Context, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, d.Source.SaveText(ctx, path, text)
		}, func(_ struct{}, err error) {
			p.saving = false
			if err != nil {
				d.Say(d.Words.Error(err))
				return
			}
			v.gone = own
			d.Say(words.Told{What: words.T("The case is saved as {path}.", "path", path)})
		})
	})
}

// Busy says what is under way.
func (p *Page) Busy() string {
	if p.saving {
		return words.Writing()
	}
	return ""
}

// Unsaved says what was typed and has not left for anywhere.
func (p *Page) Unsaved() string {
	if own := p.file.own.Text(); strings.TrimSpace(own) == "" || own == p.file.gone {
		return ""
	}
	return words.T("Words for support that were typed are not saved.")
}
