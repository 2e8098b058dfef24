package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/resources"
	"billfold/views/theme"
)

const (
	timelineNode     float32 = 24
	timelineStroke   float32 = 2
	timelineMinWidth float32 = 104
	timelineRowGap   float32 = 16
)

// TimelineStep is one instant of a Timeline.
type TimelineStep struct {
	// Icon and Role say what it came to; a step without a role is one that was not
	// reached.
	Icon resources.Icon
	Role theme.Role
	// Caption says when and which; Title what it came to, in bold where it was reached;
	// Note more of it, and may be empty.
	Caption, Title, Note string
}

// Timeline is instants beside one another, joined by a line that is dark as far as
// things have got. Where there is no room for all of them they go on in a further row.
type Timeline struct {
	base
	steps []TimelineStep
}

var _ fyne.Widget = (*Timeline)(nil)

// NewTimeline returns steps in their order.
func NewTimeline(steps []TimelineStep) *Timeline {
	t := &Timeline{steps: steps}
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer links the widget to its renderer.
func (t *Timeline) CreateRenderer() fyne.WidgetRenderer {
	r := &timelineRenderer{timeline: t}
	for _, step := range t.steps {
		r.add(step)
	}
	r.paint()
	return t.keep(r)
}

type timelineRenderer struct {
	timeline *Timeline
	lines    []*canvas.Rectangle // from a step to the next
	nodes    []*edge
	icons    []*canvas.Image
	texts    []*fyne.Container
	width    float32 // given last; 0 before that, and then everything is in one row
}

func (r *timelineRenderer) add(step TimelineStep) {
	title := NewBoldParagraph(step.Title)
	if step.Role == theme.RolePlain {
		title = NewMutedParagraph(step.Title)
	}
	texts := VStack(0, NewCaptionParagraph(step.Caption), title)
	if step.Note != "" {
		texts.Add(NewCaptionParagraph(step.Note))
	}
	r.lines = append(r.lines, newBox(0))
	r.nodes = append(r.nodes, newEdge(timelineNode/2))
	r.icons = append(r.icons, newImage())
	r.texts = append(r.texts, texts)
}

func (r *timelineRenderer) Destroy() {}

func (r *timelineRenderer) Objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, line := range r.lines {
		all = append(all, line)
	}
	for i := range r.nodes {
		all = append(all, r.nodes[i], r.icons[i], r.texts[i])
	}
	return all
}

func (r *timelineRenderer) MinSize() fyne.Size {
	height := float32(0)
	for from := 0; from < len(r.texts); from += r.perRow() {
		if from > 0 {
			height += timelineRowGap
		}
		height += r.rowHeight(from)
	}
	return fyne.NewSize(timelineMinWidth, height)
}

// perRow is how many steps stand beside one another.
func (r *timelineRenderer) perRow() int {
	if r.width == 0 {
		return max(len(r.nodes), 1)
	}
	return max(min(len(r.nodes), int(r.width/timelineMinWidth)), 1)
}

// rowHeight is how high the row is that begins with a step.
func (r *timelineRenderer) rowHeight(from int) float32 {
	height := float32(0)
	for _, texts := range r.texts[from:min(from+r.perRow(), len(r.texts))] {
		height = max(height, texts.MinSize().Height)
	}
	return timelineNode + theme.Gap4 + height
}

func (r *timelineRenderer) Layout(size fyne.Size) {
	r.width = size.Width
	perRow := r.perRow()
	step, top := size.Width/float32(perRow), float32(0)
	for i := range r.nodes {
		if i > 0 && i%perRow == 0 {
			top += r.rowHeight(i-perRow) + timelineRowGap
		}
		x := float32(i%perRow) * step
		place(r.lines[i], x+timelineNode, top+(timelineNode-timelineStroke)/2, step-timelineNode, timelineStroke)
		place(r.nodes[i], x, top, timelineNode, timelineNode)
		const inset = (timelineNode - theme.SmallIconSize) / 2
		place(r.icons[i], x+inset, top+inset, theme.SmallIconSize, theme.SmallIconSize)
		texts := r.texts[i]
		texts.Resize(fyne.NewSize(step-theme.Gap8, texts.MinSize().Height)) // its height follows from its width
		place(texts, x, top+timelineNode+theme.Gap4, step-theme.Gap8, texts.MinSize().Height)
	}
}

func (r *timelineRenderer) Refresh() {
	r.paint()
	r.Layout(r.timeline.Size())
	for _, object := range r.Objects() {
		object.Refresh()
	}
	canvas.Refresh(r.timeline)
}

// paint draws the way to the next step dark where that was reached, and ends at the
// last one.
func (r *timelineRenderer) paint() {
	steps := r.timeline.steps
	for i, step := range steps {
		reached := i+1 < len(steps) && steps[i+1].Role != theme.RolePlain
		line := theme.ColorBorder
		if reached {
			line = theme.ColorFieldEdge
		}
		setBox(r.lines[i], line, theme.ColorTransparent, 0)
		r.lines[i].Hidden = i+1 == len(steps)
		color := theme.ColorMuted
		if step.Role != theme.RolePlain {
			color = step.Role.Text()
		}
		r.nodes[i].set(theme.ColorSurface, color, timelineStroke)
		setIcon(r.icons[i], step.Icon, color, theme.SmallIconSize)
	}
}
