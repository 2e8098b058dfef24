package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"billfold/resources"
	"billfold/views/theme"
)

func nothing() {}

// group is some controls of one kind under their name.
func group(name string, gap float32, controls ...fyne.CanvasObject) fyne.CanvasObject {
	return VStack(theme.Gap8, NewCaptionBold(name), VStack(gap, controls...))
}

// halves puts two controls of one width beside one another.
func halves(a, b fyne.CanvasObject) fyne.CanvasObject { return Tiles(80, theme.Gap8, a, b) }

func row(gap float32, controls ...fyne.CanvasObject) fyne.CanvasObject {
	return HStack(gap, append(controls, Spacer())...)
}

func checkedBox(label string, checked bool) *Check {
	check := NewCheck(label, nil)
	check.SetChecked(checked)
	return check
}

func sheetControls() fyne.CanvasObject {
	hover, focus := NewButton(ButtonPrimary, "Hover", nothing), NewButton(ButtonPrimary, "Focus", nothing)
	hover.hovered, focus.focused = true, true
	disabled := NewButton(ButtonSecondary, "Disabled", nothing)
	disabled.Disable()
	number, locked, vat := NewField("").AsNumber(), NewField(""), NewField("")
	number.SetText("60,000")
	number.input.focused = true
	locked.SetText("Locked")
	locked.Disable()
	vat.SetText("GB 12")
	vat.SetError("A GB VAT ID has 9 or 12 digits.")
	thumb := newSlider(scaleRange{0, 1000, 1}, 400, nil)
	thumb.set(600)
	ways := NewRadioGroup([]RadioOption{
		{Icon: resources.IconPayments, Title: "Visa ending 4242", Note: "08/2028"},
		{Icon: resources.IconBank, Title: "Account balance", Note: "$240.00"},
	}, 0, nil)
	italic := newText("13 italic", theme.SizeText, fyne.TextStyle{Italic: true}, theme.ColorText)
	return VStack(theme.Gap12,
		group("Buttons", theme.Gap8,
			row(theme.Gap8, NewButton(ButtonPrimary, "Pay $37.42", nothing), hover, Gap(0, 0), focus),
			row(theme.Gap8, NewButton(ButtonSecondary, "Add seats", nothing).WithIcon(resources.IconPlus), disabled, NewIconButton(resources.IconMore, "More", nothing)),
			row(theme.Gap8, NewButton(ButtonDanger, "Revoke device", nothing), NewButton(ButtonDangerOutline, "Revoke", nothing), NewButton(ButtonGhost, "Open", nothing))),
		group("Fields", theme.Gap8,
			halves(NewField("").WithIcon(resources.IconSearch).WithPlaceholder("Search"), NewSelect([]string{"Germany", "France"}, 0, nil)),
			halves(number, locked), vat),
		group("Choices", theme.Gap8,
			row(theme.Gap8, checkedBox("On", true), checkedBox("Off", false), NewSegmented([]string{"Monthly", "Yearly"}, 0, nil)),
			ways, thumb),
		group("Text", 2,
			NewFigure("24 figure $37.42"), NewTitleParagraph("20 page title"), NewCardTitle("15 card title"),
			row(theme.Gap4, NewText("13 text"), NewBold("13 bold"), italic, NewButton(ButtonLink, "link", nothing)),
			NewCaption("12 caption, muted"), NewMonoParagraph("12 mono chg_0199e1a4")),
	)
}

// planBadges are the six states, each with its name.
func planBadges() fyne.CanvasObject {
	badges := VStack(theme.Gap8)
	for _, b := range []struct {
		name  string
		state PlanBadgeState
		text  string
	}{
		{"live", PlanBadgeLive, "Live"},
		{"fresh", PlanBadgeFresh, "2 min ago"},
		{"stale", PlanBadgeStale, "47 min old"},
		{"refresh", PlanBadgeRefreshing, "Refreshing…"},
		{"pending", PlanBadgePending, "Change pending"},
		{"offline", PlanBadgeOffline, "Offline, as of 09:18"},
	} {
		badge := NewPlanBadge()
		badge.SetPlan("Team")
		badge.SetState(b.state, b.text)
		badges.Add(HStack(0, NewCaption(b.name), Spacer(), badge))
	}
	return badges
}

func meterRow(name, value string, fraction float64, role theme.Role) fyne.CanvasObject {
	meter, words := NewMeter(), NewText(value)
	meter.Set(fraction, role)
	words.Color = role.Text()
	if role == theme.RolePlain {
		words.Color = theme.ColorMuted
	}
	return VStack(0, HStack(theme.Gap8, NewText(name), Spacer(), words), meter)
}

func sheetStatus() fyne.CanvasObject {
	menu := widget.NewMenu(fyne.NewMenu("", fyne.NewMenuItem("Change plan", nothing), fyne.NewMenuItemSeparator(), fyne.NewMenuItem("Cancel at period end", nothing)))
	return VStack(theme.Gap12,
		group("Plan badge", 0, planBadges()),
		group("Badges", theme.Gap8,
			row(theme.Gap8, NewBadge(theme.RoleOK, resources.IconCheck, "Paid"), NewBadge(theme.RoleWarn, resources.IconClock, "Idle 60+ days"),
				NewBadge(theme.RoleBad, resources.IconAlert, "Declined")),
			row(theme.Gap8, NewBadge(theme.RoleInfo, resources.IconClock, "Scheduled"), NewBadge(theme.RoleNeutral, "", "Void"),
				NewBadge(theme.RoleNeutral, "", "Estimate"))),
		group("Meters", theme.Gap4,
			meterRow("Seats", "46 of 50", 0.92, theme.RolePlain), meterRow("Message credits", "out about 27 Nov", 0.78, theme.RoleWarn),
			meterRow("Seats", "53 of 50, 3 over", 1.06, theme.RoleBad)),
		group("Toast", 0, NewToast(ToastContent{Icon: resources.IconCheckCircle, Text: "Copied NWT-0011", Action: "Undo", Close: "Close"})),
		group("Menu and keys", 0, row(theme.Gap16, menu, NewKeyCap("Ctrl K"))),
	)
}

// sheetTable has a row that is selected; the one below it takes the keyboard.
func sheetTable() *DataTable {
	rows := [][]TableCell{
		{{Text: "NWT-0012"}, {Text: "Paid", Icon: resources.IconCheck, Role: theme.RoleOK}, {Text: "24.00"}},
		{{Text: "NWT-0011"}, {Text: "Void", Badge: true, Role: theme.RoleNeutral}, {Text: "854.40", Muted: true}},
		{{Text: "NWT-0010, selected"}, {Text: "Paid", Icon: resources.IconCheck, Role: theme.RoleOK}, {Text: "32.72"}},
		{{Text: "NWT-0009, focus"}, {Text: "Paid", Icon: resources.IconCheck, Role: theme.RoleOK}, {Text: "–796.80", Role: theme.RoleOK}},
	}
	table := NewDataTable([]TableColumn{{Title: "Number", Sorted: true}, {Title: "Status", Width: 60}, {Title: "USD", Width: 56, Right: true}},
		func(row int) []TableCell { return rows[row] })
	table.SetLength(len(rows))
	table.SetSelected(2)
	return table
}

func sheetBanner(rank string, role theme.Role, icon resources.Icon, title, action string) fyne.CanvasObject {
	banner := NewBanner(Notice{Role: role, Icon: icon, Title: title}, NewButton(ButtonSecondary, action, nothing).Sized(ButtonSmall))
	return HStack(theme.Gap4, Fixed(NewCaption(rank), 8, 0), Grow(banner))
}

func swatches() fyne.CanvasObject {
	swatch := func(name string, color fyne.ThemeColorName) fyne.CanvasObject {
		patch := NewPanel(nil)
		patch.Fill, patch.Radius = color, theme.RadiusBadge
		return VStack(0, Fixed(patch, 44, 18), NewCaption(name))
	}
	return container.NewGridWithColumns(6,
		swatch("canvas", theme.ColorCanvas), swatch("surface", theme.ColorSurface), swatch("sunken", theme.ColorSunken),
		swatch("select", theme.ColorSelection), swatch("primary", theme.ColorPrimary), swatch("danger", theme.ColorDanger),
		swatch("ok", theme.RoleOK.Text()), swatch("warn", theme.RoleWarn.Text()), swatch("bad", theme.RoleBad.Text()),
		swatch("info", theme.RoleInfo.Text()), swatch("text", theme.ColorText), swatch("muted", theme.ColorMuted))
}

func sheetRows(table *DataTable) fyne.CanvasObject {
	skeleton := NewPanel(Pad(VStack(theme.Gap8, NewSkeletonRows(2, 18),
		HStack(theme.Gap8, NewIcon(resources.IconRefresh, theme.ColorMuted, theme.IconSize), NewCaption("Reading the saved copy…"))), theme.Gap12))
	return VStack(theme.Gap8,
		group("Banner slot: the first that applies wins", theme.Gap4,
			sheetBanner("1", theme.RoleBad, resources.IconPayments, "$854.40 declined", "Change card"),
			sheetBanner("2", theme.RoleBad, resources.IconSeats, "3 over 50 seats", "Add 3 seats"),
			sheetBanner("3", theme.RoleWarn, resources.IconStorage, "Storage 98% full", "Clean up"),
			sheetBanner("4", theme.RoleInfo, resources.IconClock, "3 days of trial left", "Choose plan"),
			sheetBanner("", theme.RoleNeutral, resources.IconCloudOff, "Offline since 09:18", "Try now")),
		group("Table rows", 0, Fixed(table, 0, 2+headHeight+4*theme.RowHeight)),
		group("First load: same boxes, nothing jumps", 0, skeleton),
		group("Roles", 0, swatches()),
	)
}

func sheetOrder() fyne.CanvasObject {
	lines := VStack(0,
		row(theme.Gap4, NewBadge(theme.RoleNeutral, "", "Estimate"), NewIcon(resources.IconArrowRight, theme.ColorMuted, theme.SmallIconSize),
			NewBadge(theme.RoleOK, resources.IconCheck, "Confirmed 10:42:07")),
		NewMoneyLine("Line", "USD").Muted(), NewMoneyLine("Unused Team seats", "–191.08").Credit(), NewMoneyLine("Business, 50 seats", "286.62"), Hairline(),
		NewMoneyLine("Subtotal", "95.54"), NewMoneyLine("VAT 20%", "19.11"), NewMoneyLine("Total", "114.65"),
		NewMoneyLine("Billing credit applied", "–94.80").Credit(), Hairline(), NewMoneyLine("Amount due now", "$19.85").Bold())
	return NewPanel(Inset(lines, theme.Gap8, theme.Gap12, 0, theme.Gap12))
}

func sheetStates() fyne.CanvasObject {
	return VStack(theme.Gap8,
		group("Order preview", 0, sheetOrder()),
		group("Empty", 0, NewStateCard(StateEmpty, Notice{Icon: resources.IconInvoices, Title: "No invoices yet", Detail: "The first one comes on 1 Dec 2026."},
			NewButton(ButtonSecondary, "Open next invoice", nothing).Sized(ButtonSmall))),
		group("Error", 0, NewStateCard(StateError, Notice{Title: "Members could not be read", Detail: "Money and plan are not affected."},
			NewButton(ButtonSecondary, "Read again", nothing).Sized(ButtonSmall),
			NewButton(ButtonSecondary, "Copy details", nothing).Sized(ButtonSmall))),
		group("Unknown outcome: never called failed", 0, NewStateCard(StateUnknown,
			Notice{Title: "Waiting for an answer", Detail: "$37.42 may have been paid. Do not pay again."},
			NewButton(ButtonSecondary, "Ask billing now", nothing).Sized(ButtonSmall), NewCaption("asked 10:43:02"))),
	)
}

// sheet lays columns of controls out as the pictures have them.
func sheet(title, note string, columns ...Column) fyne.CanvasObject {
	for i := range columns {
		columns[i].Content = NewCard(CardOptions{}, columns[i].Content)
	}
	head := HStack(theme.Gap8, Grow(NewTitleParagraph(title)), NewMuted(note))
	page := Inset(VStack(theme.Gap12, head, Grow(Columns(900, theme.Gap16, columns...))), 20, theme.Gap24, theme.Gap16, theme.Gap24)
	backdrop := NewPanel(nil)
	backdrop.Fill, backdrop.Line, backdrop.Radius = theme.ColorCanvas, theme.ColorTransparent, 0
	return container.NewStack(backdrop, page)
}

// components is every control in its states. table is the one that is to have the
// keyboard, on its last row.
func components() (drawn fyne.CanvasObject, table *DataTable) {
	table = sheetTable()
	return sheet("Components", "One family, 400 and 700. Spacing 4, 8, 12, 16, 24. Radius 4, 6, 8. Stroke 1. Icons 16.",
		Column{Content: sheetControls(), Width: 288}, Column{Content: sheetStatus(), Width: 288},
		Column{Content: sheetRows(table), Width: 332}, Column{Content: sheetStates()}), table
}
