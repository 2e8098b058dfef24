package plans

import (
	"context"
	"slices"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

const (
	noteLines          = 4
	salesWidth float32 = 464 // of the message, in units
)

// salesForm is a request to Sales while it is written. Nothing of it is sent from
// here: it is copied, or handed to the person's mail program.
type salesForm struct {
	deps    Deps
	plan    string // what it is about
	typed   bool   // by the person
	unsent  bool   // what was typed since is neither mailed nor copied
	mails   *load.Loader[struct{}]
	request request
	fields  []*widgets.Field
	note    *widgets.TextArea
	text    *widgets.Paragraph
	content fyne.CanvasObject
}

func newSalesForm(deps Deps, f billing.Facts, plan *billing.Plan) *salesForm {
	s := &salesForm{deps: deps, plan: plan.ID, mails: load.New[struct{}](deps.Scheduler), request: requestOf(f, plan, deps.Words), text: widgets.NewParagraph("")}
	grid := widgets.VStack(theme.Gap12)
	for i, asked := range s.request.asked {
		field := widgets.NewField(asked.label)
		field.SetText(asked.value)
		field.OnChanged = func(text string) {
			s.request.asked[i].value = text
			s.changed()
		}
		s.fields = append(s.fields, field)
	}
	for pair := range slices.Chunk(s.fields, 2) {
		beside := widgets.Column{Content: widgets.Gap(0, 0)}
		if len(pair) > 1 {
			beside.Content = pair[1]
		}
		grid.Add(widgets.Columns(0, theme.Gap12, widgets.Column{Content: pair[0]}, beside))
	}
	s.note = widgets.NewTextArea(words.T("Note: what the contract is for, own terms, education, procurement"), noteLines)
	s.note.OnChanged = func(string) { s.changed() }
	back := widgets.NewButton(widgets.ButtonSecondary, words.T("Back"), func() { deps.Go(nav.Route{Page: nav.PagePlans}) })
	copying := widgets.NewButton(widgets.ButtonSecondary, words.T("Copy"), s.copy).WithIcon(resources.IconCopy)
	mailing := widgets.NewButton(widgets.ButtonPrimary, words.T("Write a mail"), s.mail).WithIcon(resources.IconExternal)
	head := widgets.NewPageHead(words.T("Contact Sales about {plan}", "plan", plan.Name), words.T("A contract is agreed with Sales; nothing changes until then."))
	asked := widgets.NewCard(widgets.CardOptions{Title: words.T("What you ask for"), Note: words.T("as you have it today, to be changed")},
		widgets.VStack(theme.Gap12, grid, s.note))
	sent := widgets.NewCard(widgets.CardOptions{Title: words.T("Message to Sales")},
		widgets.VStack(theme.Gap12, s.text, widgets.Grow(widgets.Gap(0, 0)), widgets.NewCaptionParagraph(
			s.request.where()),
			widgets.HStack(theme.Gap8, back, widgets.Spacer(), copying, mailing)))
	s.content = widgets.Page(head, widgets.Columns(breakpoint, theme.Gap16,
		widgets.Column{Content: widgets.VStack(0, asked)}, widgets.Column{Content: widgets.VStack(0, sent), Width: salesWidth}))
	s.compose()
	return s
}

func (s *salesForm) changed() {
	s.typed, s.unsent = true, true
	s.compose()
}

func (s *salesForm) compose() {
	s.text.SetText(s.request.message(s.note.Text()))
	if s.content != nil {
		s.content.Refresh()
	}
}

func (s *salesForm) copy() {
	s.deps.Copy(s.request.subject + "\n\n" + s.request.message(s.note.Text()))
	s.unsent = false
	s.deps.Say(words.Told{What: words.T("The request is copied.")})
}

func (s *salesForm) mail() {
	to, subject, body := s.request.to, s.request.subject, s.request.message(s.note.Text())
	s.mails.Run(s.deps.Context, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.deps.Source.OpenMail(ctx, to, subject, body)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.deps.Say(words.Told{Failed: true, What: words.T("No mail program could be opened."), Next: words.T("Copy the request instead.")})
			return
		}
		s.unsent = s.request.message(s.note.Text()) != body
		s.deps.Say(words.Told{What: words.T("Your mail program has the request."), Next: words.T("It is sent when you send it there.")})
	})
}

func (s *salesForm) firstFocus() fyne.Focusable { return s.fields[0].Entry() }

func (s *salesForm) close() { s.mails.Close() }
