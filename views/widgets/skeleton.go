package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/views/theme"
)

const barHeight float32 = 12

// Skeleton is a still bar in the place of a text that is being read for the
// first time. It has the text's height, so that nothing jumps.
type Skeleton struct {
	base
	width, height float32
}

var _ fyne.Widget = (*Skeleton)(nil)

// NewSkeleton returns a bar of a width in a row of a height, both in units.
func NewSkeleton(width, height float32) *Skeleton {
	s := &Skeleton{width: width, height: height}
	s.ExtendBaseWidget(s)
	return s
}

// NewSkeletonRows returns rows with a bar at each end.
func NewSkeletonRows(rows int, height float32) fyne.CanvasObject {
	stack := VStack(0)
	lefts := []float32{120, 150, 96, 136}
	for i := range rows {
		stack.Add(HStack(theme.Gap16, NewSkeleton(lefts[i%len(lefts)], height), Spacer(), NewSkeleton(60, height)))
	}
	return stack
}

// CreateRenderer links the widget to its renderer.
func (s *Skeleton) CreateRenderer() fyne.WidgetRenderer {
	bar := newBox(theme.RadiusBadge)
	r := &drawn{owner: s, objects: []fyne.CanvasObject{bar}}
	r.minSize = func() fyne.Size { return fyne.NewSize(s.width, s.height) }
	r.layout = func(size fyne.Size) {
		place(bar, 0, (size.Height-barHeight)/2, min(s.width, size.Width), barHeight)
	}
	r.paint = func() { setBox(bar, theme.ColorMeterTrack, theme.ColorTransparent, 0) }
	r.paint()
	return s.keep(r)
}
