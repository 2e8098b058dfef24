package app

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// BenchmarkFrame is what the window does in one frame, without the painter: a step of a
// slider that is dragged with everything that it reprices, a row of 100,000 members that
// is scrolled by, and a letter by which they are searched. Of what is found elsewhere
// only taking it in is a frame's, so a frame is the longest turn on the goroutine of the
// user interface. It is held against going to a page of one label.
func BenchmarkFrame(b *testing.B) {
	g := hang(b, func(s views.Source) views.Source { return crowded{s} })
	b.Run("figure=slider_dragged", func(b *testing.B) {
		slider := g.slider(b)
		g.frames(b, func(n int) {
			slider.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(float32(20+n%200), 8)}})
		})
	})
	b.Run("figure=members_scrolled", func(b *testing.B) {
		g.goTo(nav.Route{Page: nav.PageSeats})
		list := fyne.NewPos(firstWidth*2/3, firstHeight*3/4)
		g.frames(b, func(int) { test.Scroll(g.window.Canvas(), list, 0, -theme.RowHeight) })
	})
	b.Run("figure=members_searched", func(b *testing.B) {
		search := g.search(b)
		g.frames(b, func(n int) {
			if n%4 == 3 {
				search.SetText("")
				return
			}
			search.TypedRune(rune("9120"[n%4]))
		})
	})
	b.Run("baseline=a_page_of_one_label", func(b *testing.B) { g.show(b, nav.Route{Page: labelPage}) })
}

// frames measures what each thing that a person does has the window do.
func (g *gallery) frames(b *testing.B, do func(n int)) {
	b.Helper()
	var took []time.Duration
	var all time.Duration
	for n := 0; b.Loop(); n++ {
		g.queue.longest = 0
		g.queue.turn(func() { do(n) })
		g.queue.Drain()
		took = append(took, g.queue.longest)
		all += g.queue.longest
	}
	b.ReportMetric(float64(all)/float64(len(took)), "ns/op")
	report(b, took)
}

// slider is the first one on the page that tailors a plan.
func (g *gallery) slider(b *testing.B) (found fyne.Draggable) {
	b.Helper()
	g.goTo(nav.Route{Page: nav.PagePlans, Arg: "plan=business"})
	widgets.Walk(g.window.Content(), func(o fyne.CanvasObject) {
		if slider, ok := o.(fyne.Draggable); ok && found == nil && fmt.Sprintf("%T", o) == "*widgets.slider" {
			found = slider
		}
	})
	if found == nil {
		b.Fatal("no slider on the page")
	}
	return found
}

// search is where members are looked for.
func (g *gallery) search(b *testing.B) (found *widgets.Entry) {
	b.Helper()
	g.goTo(nav.Route{Page: nav.PageSeats})
	widgets.Walk(g.window.Content(), func(o fyne.CanvasObject) {
		if entry, ok := o.(*widgets.Entry); ok && found == nil {
			found = entry
		}
	})
	if found == nil {
		b.Fatal("nothing to search with on the page")
	}
	return found
}

// crowded has 100,000 members in the account.
type crowded struct{ views.Source }

var crowd = sync.OnceValue(func() []billing.Member {
	all := make([]billing.Member, 100_000)
	for i := range all {
		id := fmt.Sprintf("%06d", i)
		all[i] = billing.Member{
			ID: "mem_" + id, Name: "Member " + id, Email: "member." + id + "@northwind.example",
			Role: billing.RoleMember, Guest: true, Status: billing.MemberActive,
		}
	}
	return all
})

func (crowded) Members(context.Context) ([]billing.Member, error) { return crowd(), nil }
