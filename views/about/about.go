package about

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

const (
	nameWidth    float32 = 120
	versionWidth float32 = 110
	licenceWidth float32 = 250
	listHeight   float32 = 250
	iconSize     float32 = 32
	noteWidth    float32 = 80
)

// Deps is what the dialog does.
type Deps struct {
	Program Program
	// Open shows a folder in the system's file manager.
	Open func(folder string) error
	Copy func(text string) // to the clipboard
	// Focus puts the keyboard on something in the dialog.
	Focus func(fyne.Focusable)
}

// About is the body of the dialog, with its buttons.
type About struct {
	deps  Deps
	build build
	root  *fyne.Container
	main  fyne.CanvasObject
	table *widgets.DataTable
	said  *widgets.Text // what came of a button
}

// New makes the dialog's body.
func New(deps Deps) *About {
	a := &About{deps: deps, build: readBuild(), said: widgets.NewMuted("").Shortening(noteWidth)}
	a.table = a.list()
	a.main = a.overview()
	a.root = container.NewStack(a.main)
	return a
}

// Content is the body's tree.
func (a *About) Content() fyne.CanvasObject { return a.root }

// Actions are the buttons at the dialog's foot.
func (a *About) Actions() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		widgets.NewButton(widgets.ButtonSecondary, words.T("Open logs folder"), a.openLogs).WithIcon(resources.IconExternal),
		widgets.NewButton(widgets.ButtonSecondary, words.T("Copy details"), a.copyDetails).WithIcon(resources.IconCopy),
		widgets.Grow(a.said),
	}
}

func (a *About) openLogs() {
	if err := a.deps.Open(a.deps.Program.Logs); err != nil {
		a.said.SetText(words.T("It cannot be shown. Open it in your file manager."))
		return
	}
	a.said.SetText("")
}

func (a *About) copyDetails() {
	a.deps.Copy(details(a.deps.Program, a.build))
	a.said.SetText(words.T("Details copied."))
}

func (a *About) overview() fyne.CanvasObject {
	icon := canvas.NewImageFromResource(resources.App())
	icon.FillMode = canvas.ImageFillContain
	name := widgets.VStack(0, widgets.NewCardTitle("Billfold"), widgets.NewMuted(words.T("The commercial side of your workspace")))
	rows := widgets.VStack(theme.Gap4)
	for _, f := range facts(a.deps.Program, a.build) {
		rows.Add(widgets.HStack(theme.Gap12, widgets.Fixed(widgets.NewMuted(f.name), nameWidth, 0), widgets.Grow(widgets.NewParagraph(f.value))))
	}
	parts := widgets.HStack(theme.Gap8, widgets.NewBold(words.T("Built from")), widgets.Grow(widgets.NewMuted(words.T("choose one to read its licence"))))
	return widgets.Pad(widgets.VStack(theme.Gap12,
		widgets.HStack(theme.Gap12, widgets.Fixed(icon, iconSize, iconSize), widgets.Grow(name)),
		rows, parts, widgets.Grow(widgets.Fixed(a.table, 0, listHeight))), theme.Gap24)
}

// list is everything that the program is built from.
func (a *About) list() *widgets.DataTable {
	all := Parts()
	table := widgets.NewDataTable([]widgets.TableColumn{
		{Title: words.T("Part")}, {Title: words.T("Version"), Width: versionWidth}, {Title: words.T("Licence"), Width: licenceWidth},
	}, func(row int) []widgets.TableCell {
		return []widgets.TableCell{{Text: all[row].Name}, {Text: shortVersion(all[row].Version), Muted: true}, {Text: all[row].Licence}}
	})
	table.SetLength(len(all))
	table.OnSelected = func(row int) { a.read(all[row]) }
	return table
}

// read shows the licence of a part in place of the rest.
func (a *About) read(p Part) {
	back := widgets.NewButton(widgets.ButtonSecondary, words.T("Back to the list"), a.back).Sized(widgets.ButtonSmall)
	title := widgets.VStack(0, widgets.NewBoldParagraph(p.Name), widgets.NewCaption(p.Licence))
	reader := widgets.NewReader(widgets.Pad(widgets.NewMonoParagraph(p.Text), theme.Gap8))
	body := container.NewBorder(
		widgets.Inset(widgets.HStack(theme.Gap12, widgets.Grow(title), back), 0, 0, theme.Gap12, 0), nil, nil, nil, reader)
	// As high as what it stands for, so that the dialog keeps its place.
	a.root.Objects = []fyne.CanvasObject{widgets.Fixed(widgets.Pad(body, theme.Gap24), 0, a.main.MinSize().Height)}
	a.root.Refresh()
	a.deps.Focus(reader)
}

func (a *About) back() {
	a.table.SetSelected(-1)
	a.root.Objects = []fyne.CanvasObject{a.main}
	a.root.Refresh()
	a.deps.Focus(a.table.Focus())
}
