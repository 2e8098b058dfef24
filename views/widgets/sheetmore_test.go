package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/resources"
	"billfold/views/theme"
)

// more is what the first sheet has no room for: what whole pages are made of.
func more() fyne.CanvasObject {
	nav := NewNavItem(resources.IconOverview, "Overview", nothing)
	nav.SetSelected(true)
	side := NewPanel(Pad(VStack(2, nav, NewNavItem(resources.IconPlan, "Plan", nothing), NewNavItem(resources.IconStorage, "Storage", nothing)), theme.Gap8))
	side.Fill = theme.ColorSide
	how := NewDisclosure(DisclosureLabels{"How computed", "Hide"}, NewText("50 seats"), NewText("286.62"),
		VStack(0, NewMonoParagraph("50 × 18.00 × 825,473 s ÷ 2,592,000 s"), NewCaptionParagraph("Rounded once: 286.62.")))
	how.SetOpen(true)
	left := VStack(theme.Gap16,
		group("Navigation", 0, side),
		group("Account and person", 0, NewIdentity("Northwind Traders", "Workspace: Northwind HQ", nothing).WithTrailing(resources.IconChevrons)),
		group("Disclosure", 0, how),
		group("Number and unit", theme.Gap8, NewStepper(StepperSpec{Least: 1, Most: 99, Value: 3, Fewer: "One fewer", More: "One more"}), unitField()),
		group("Steps", 0, NewSteps([]string{"Choose", "Customize", "Pay"}, 1)),
	)
	return sheet("Components of pages", "Patterns tell parts apart in high contrast.", Column{Content: left, Width: 344}, Column{Content: drawnSheet()})
}

func unitField() fyne.CanvasObject {
	field := NewField("When fewer than").WithUnit("AI credits")
	field.SetText("500")
	return field
}

func drawnSheet() fyne.CanvasObject {
	meter, over, chart := NewStackedMeter(), stackedOver(), NewChart()
	meter.Set(storageMeter())
	chart.Set(november())
	chart.plot.point(4)
	table := NewCardTable([]TableColumn{{Title: "Item"}, {Title: "Last opened", Width: 120}, {Title: "GB", Width: 60, Right: true}}, [][]TableCell{
		{{Text: "Q2 all-hands, raw camera"}, {Text: "4 Jun 2026", Muted: true}, {Text: "38.2"}},
		{{Text: "Warehouse walk-through 4K"}, {Text: "19 Feb 2026", Muted: true, Icon: resources.IconClock, Role: theme.RoleWarn}, {Text: "31.7"}},
	})
	return VStack(theme.Gap16,
		group("What a limit is used up by", 0, meter),
		group("Too much of it", 0, over),
		group("By day", 0, chart),
		group("A card's table", 0, NewCard(CardOptions{Title: "Biggest items", Note: "2 items hold 69.9 GB", Right: NewButton(ButtonLink, "Show all items", nothing), Flush: true},
			table)),
	)
}
