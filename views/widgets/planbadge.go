package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/resources"
	"billfold/views/theme"
)

// PlanBadgeState is how far the plan on a PlanBadge can be trusted.
type PlanBadgeState int

// The states. Pending outranks the others: the old plan stays on the badge until
// the outcome of a change is known.
const (
	PlanBadgeFresh PlanBadgeState = iota
	PlanBadgeLive
	PlanBadgeStale
	PlanBadgeRefreshing
	PlanBadgePending
	PlanBadgeOffline
)

const (
	planCellPadding float32 = 12
	// planAgeReserve is room for the ordinary ages and for a refresh, so that the
	// header stands still while one follows the other.
	planAgeReserve float32 = 120
)

type planBadgeLook struct {
	role theme.Role
	icon resources.Icon
	// filled colours the whole badge; else only the icon and the age have the
	// role's colour.
	filled bool
}

var planBadgeLooks = map[PlanBadgeState]planBadgeLook{
	PlanBadgeFresh:      {theme.RolePlain, resources.IconCheckCircle, false},
	PlanBadgeLive:       {theme.RoleOK, resources.IconBolt, false},
	PlanBadgeStale:      {theme.RoleWarn, resources.IconWarning, true},
	PlanBadgeRefreshing: {theme.RolePlain, resources.IconRefresh, false},
	PlanBadgePending:    {theme.RoleInfo, resources.IconClock, true},
	PlanBadgeOffline:    {theme.RoleNeutral, resources.IconCloudOff, true},
}

// PlanBadge is the plan's name and, in a second cell, how fresh that is. Its
// width never shrinks while the plan stays the same.
type PlanBadge struct {
	press
	// OnTapped is called when the badge is pressed; it may be nil.
	OnTapped func()

	plan    string
	state   PlanBadgeState
	text    string
	widened float32 // the widest second cell that this plan was shown with
}

var _ fyne.Widget = (*PlanBadge)(nil)

// NewPlanBadge returns a badge that names no plan yet.
func NewPlanBadge() *PlanBadge {
	b := &PlanBadge{widened: planAgeReserve}
	b.init(b, func() {
		if b.OnTapped != nil {
			b.OnTapped()
		}
	})
	return b
}

// SetPlan names the plan.
func (b *PlanBadge) SetPlan(name string) {
	if b.plan == name {
		return
	}
	b.plan, b.widened = name, planAgeReserve
	b.Refresh()
}

// SetState shows how fresh the plan is, in words such as "2 min ago".
func (b *PlanBadge) SetState(state PlanBadgeState, text string) {
	if b.state == state && b.text == text {
		return
	}
	b.state, b.text = state, text
	b.Refresh()
}

// CreateRenderer links the widget to its renderer.
func (b *PlanBadge) CreateRenderer() fyne.WidgetRenderer {
	r := &planBadgeRenderer{
		badge: b, ring: newBox(theme.RadiusControl + theme.FocusGap + theme.FocusStroke),
		box: newEdge(theme.RadiusControl), divider: newBox(0), icon: newImage(),
		plan: canvas.NewText("", nil), age: canvas.NewText("", nil),
	}
	r.paint()
	return b.keep(r)
}

type planBadgeRenderer struct {
	badge         *PlanBadge
	ring, divider *canvas.Rectangle
	box           *edge
	icon          *canvas.Image
	plan, age     *canvas.Text
}

func (r *planBadgeRenderer) Destroy() {}

func (r *planBadgeRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ring, r.box, r.divider, r.plan, r.icon, r.age}
}

func (r *planBadgeRenderer) planCell() float32 {
	return r.plan.MinSize().Width + 2*planCellPadding
}

// ageContent is the icon, its gap and the age.
func (r *planBadgeRenderer) ageContent() float32 {
	return theme.IconSize + theme.Gap8 + r.age.MinSize().Width
}

func (r *planBadgeRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.planCell()+r.badge.widened, theme.ControlHeight)
}

func (r *planBadgeRenderer) Layout(size fyne.Size) {
	fill([]fyne.CanvasObject{r.box}, size)
	placeRing(r.ring, size)
	split := r.planCell()
	placeText(r.plan, planCellPadding, 0, split-2*planCellPadding, size.Height)
	place(r.divider, split, theme.Stroke, theme.Stroke, size.Height-2*theme.Stroke)
	x := split + (size.Width-split-r.ageContent())/2
	place(r.icon, x, (size.Height-theme.IconSize)/2, theme.IconSize, theme.IconSize)
	placeText(r.age, x+theme.IconSize+theme.Gap8, 0, r.age.MinSize().Width, size.Height)
}

func (r *planBadgeRenderer) Refresh() {
	r.paint()
	r.Layout(r.badge.Size())
	for _, object := range r.Objects() {
		object.Refresh()
	}
	canvas.Refresh(r.badge)
}

func (r *planBadgeRenderer) paint() {
	b := r.badge
	look := planBadgeLooks[b.state]
	fillName, lineName := theme.ColorSurface, theme.RoleNeutral.Line()
	ageName := look.role.Text()
	if look.role == theme.RolePlain {
		ageName = theme.ColorMuted
	}
	if look.filled {
		fillName, lineName = look.role.Fill(), look.role.Line()
	} else if b.hovered {
		fillName = theme.ColorHover
	}
	r.box.set(fillName, lineName, theme.Stroke)
	setBox(r.divider, lineName, theme.ColorTransparent, 0)
	setRing(r.ring, b.focused)
	r.plan.Text, r.plan.Color = b.plan, theme.Color(theme.ColorText)
	r.plan.TextSize, r.plan.TextStyle = theme.Size(theme.SizeText), fyne.TextStyle{Bold: true}
	r.age.Text, r.age.Color, r.age.TextSize = b.text, theme.Color(ageName), theme.Size(theme.SizeCaption)
	setIcon(r.icon, look.icon, ageName, theme.IconSize)
	b.widened = max(b.widened, r.ageContent()+2*planCellPadding)
}
