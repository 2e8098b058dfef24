package widgets

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"billfold/resources"
	"billfold/views/theme"
)

// screenshotsVariable names the folder that the pictures of the components go
// to; without it they are only compared with one another.
const screenshotsVariable = "BILLFOLD_SCREENSHOTS"

func nothing() {}

func galleryControls() fyne.CanvasObject {
	hover, focus := NewButton(ButtonPrimary, "Hover", nothing), NewButton(ButtonPrimary, "Focus", nothing)
	hover.hovered, focus.focused = true, true
	disabled := NewButton(ButtonSecondary, "Disabled", nothing)
	disabled.Disable()
	country := NewSelect([]string{"Germany", "France"}, 0, nil)
	number := NewField("")
	number.input.numeric = true
	number.SetText("60,000")
	number.input.focused = true
	vat := NewField("VAT ID")
	vat.SetText("GB 12")
	vat.SetError("A GB VAT ID has 9 or 12 digits.")
	thumb := newSlider(scaleRange{0, 1000, 1}, 400, nil)
	thumb.set(600)
	return VStack(theme.Gap8,
		NewCaptionBold("Buttons"),
		HStack(theme.Gap8, NewButton(ButtonPrimary, "Pay $37.42", nothing), hover, Gap(4, 0), focus),
		HStack(theme.Gap8, NewButton(ButtonSecondary, "Add seats", nothing).WithIcon(resources.IconSeats), disabled,
			NewIconButton(resources.IconCopy, "Copy", nothing)),
		HStack(theme.Gap8, NewButton(ButtonDanger, "Revoke device", nothing), NewButton(ButtonDangerOutline, "Revoke", nothing),
			NewButton(ButtonGhost, "Open", nothing)),
		NewCaptionBold("Fields"),
		HStack(theme.Gap8, Grow(NewField("").WithIcon(resources.IconSearch).WithPlaceholder("Search")), Grow(country)),
		number, vat,
		NewCaptionBold("Choices"),
		HStack(theme.Gap16, checkedBox("On", true), checkedBox("Off", false)),
		HStack(0, NewSegmented([]string{"Monthly", "Yearly"}, 0, nil), Spacer()),
		thumb,
		NewFigure("24 figure $37.42"), NewTitleParagraph("20 page title"), NewCardTitle("15 card title"),
		HStack(theme.Gap4, NewText("13 text"), NewBold("13 bold")), NewCaption("12 caption, muted"),
		NewMonoParagraph("12 mono chg_0199e1a4"),
	)
}

func checkedBox(label string, checked bool) *Check {
	check := NewCheck(label, nil)
	check.SetChecked(checked)
	return check
}

func galleryStatus() fyne.CanvasObject {
	meter := func(name, value string, fraction float64, role theme.Role) fyne.CanvasObject {
		m := NewMeter()
		m.Set(fraction, role)
		words := NewText(value)
		words.Color = role.Text()
		if role == theme.RolePlain {
			words.Color = theme.ColorMuted
		}
		return VStack(0, HStack(theme.Gap8, NewText(name), Spacer(), words), m)
	}
	nav := NewNavItem(resources.IconOverview, "Overview", nothing)
	nav.SetSelected(true)
	side := NewPanel(Pad(VStack(2, nav, NewNavItem(resources.IconPlan, "Plan", nothing)), theme.Gap8))
	side.Fill = theme.ColorSide
	radios := NewRadioGroup([]RadioOption{
		{Icon: resources.IconPayments, Title: "Visa ending 4242", Note: "08/2028"},
		{Icon: resources.IconBank, Title: "Account balance", Note: "$240.00"},
	}, 0, nil)
	how := NewDisclosure(DisclosureLabels{"How computed", "Hide"}, NewText("50 seats"), NewText("286.62"),
		VStack(0, NewMonoParagraph("50 × 18.00 × 825,473 s ÷ 2,592,000 s"), NewCaptionParagraph("Rounded once: 286.62.")))
	how.SetOpen(true)
	return VStack(theme.Gap8,
		NewCaptionBold("Badges"),
		HStack(theme.Gap8, NewBadge(theme.RoleOK, resources.IconCheck, "Paid"), NewBadge(theme.RoleWarn, resources.IconClock, "Idle 60+ days"),
			NewBadge(theme.RoleBad, resources.IconAlert, "Declined")),
		HStack(theme.Gap8, NewBadge(theme.RoleInfo, resources.IconClock, "Scheduled"), NewBadge(theme.RoleNeutral, "", "Void"),
			NewBadge(theme.RoleNeutral, "", "Estimate")),
		NewCaptionBold("Meters"),
		meter("Seats", "46 of 50", 0.92, theme.RolePlain), meter("Message credits", "out about 27 Nov", 0.78, theme.RoleWarn),
		meter("Seats", "53 of 50, 3 over", 1.06, theme.RoleBad),
		NewCaptionBold("Toast"),
		NewToast(ToastContent{Icon: resources.IconCheckCircle, Text: "Copied NWT-0011", Action: "Undo", Close: "Close"}),
		NewCaptionBold("Navigation"), side,
		NewCaptionBold("Payment"), radios,
		NewCaptionBold("Disclosure"), how,
	)
}

func galleryTable() *DataTable {
	rows := [][]TableCell{
		{{Text: "NWT-0012"}, {Text: "Paid", Icon: resources.IconCheck, Role: theme.RoleOK}, {Text: "24.00"}},
		{{Text: "NWT-0011"}, {Text: "Void", Badge: true, Role: theme.RoleNeutral}, {Text: "854.40", Muted: true}},
		{{Text: "NWT-0010"}, {Text: "Paid", Icon: resources.IconCheck, Role: theme.RoleOK}, {Text: "32.72"}},
		{{Text: "NWT-0009"}, {Text: "Paid", Icon: resources.IconCheck, Role: theme.RoleOK}, {Text: "–796.80", Role: theme.RoleOK}},
	}
	table := NewDataTable([]TableColumn{{Title: "Number", Sorted: true}, {Title: "Status", Width: 60}, {Title: "USD", Width: 56, Right: true}},
		func(row int) []TableCell { return rows[row] })
	table.SetLength(len(rows))
	table.SetSelected(2)
	table.SetFooter("4 documents", "Paid $853.52")
	return table
}

func galleryBanners() fyne.CanvasObject {
	banner := func(role theme.Role, icon resources.Icon, title, action string) fyne.CanvasObject {
		return NewBanner(Notice{Role: role, Icon: icon, Title: title}, NewButton(ButtonSecondary, action, nothing).Sized(ButtonSmall))
	}
	skeleton := NewPanel(Pad(VStack(theme.Gap8, NewSkeletonRows(2, 18),
		HStack(theme.Gap8, NewIcon(resources.IconRefresh, theme.ColorMuted, theme.IconSize), NewCaption("Reading the saved copy…"))), theme.Gap12))
	return VStack(theme.Gap8,
		NewCaptionBold("Banner slot: the first that applies wins"),
		banner(theme.RoleBad, resources.IconPayments, "$854.40 was declined", "Change card"),
		banner(theme.RoleWarn, resources.IconStorage, "Storage 98% full", "Clean up"),
		banner(theme.RoleInfo, resources.IconClock, "Trial ends in 3 days", "Choose plan"),
		banner(theme.RoleNeutral, resources.IconCloudOff, "Offline since 09:18", "Try now"),
		NewCaptionBold("Table rows"), Fixed(galleryTable(), 0, 2+32+5*theme.RowHeight),
		NewCaptionBold("First load: same boxes, nothing jumps"), skeleton,
	)
}

func galleryStates() fyne.CanvasObject {
	return VStack(theme.Gap8,
		NewCaptionBold("Empty"),
		NewStateCard(StateEmpty, Notice{Icon: resources.IconInvoices, Title: "No invoices yet", Detail: "The first one comes on 1 Dec 2026."},
			NewButton(ButtonSecondary, "Open next invoice", nothing)),
		NewCaptionBold("Error"),
		NewStateCard(StateError, Notice{Title: "Members could not be read", Detail: "Money and plan are not affected."},
			NewButton(ButtonSecondary, "Read again", nothing), NewButton(ButtonSecondary, "Copy details", nothing).WithIcon(resources.IconCopy)),
		NewCaptionBold("Unknown outcome: never called failed"),
		NewStateCard(StateUnknown, Notice{Title: "Waiting for an answer", Detail: "$37.42 may have been paid. Do not pay again."},
			NewButton(ButtonSecondary, "Ask billing now", nothing), NewCaption("asked 10:43:02")),
		NewCaptionBold("Card"),
		NewCard(CardOptions{Title: "Limits", Note: "resets 1 Dec", Right: NewButton(ButtonLink, "Compare", nothing)},
			VStack(theme.Gap4, NewFigure("$750.00"), NewMutedParagraph("due 1 Dec 2026, after billing credit"))),
	)
}

// gallery is every component on one sheet.
func gallery() fyne.CanvasObject {
	column := func(width float32, content fyne.CanvasObject) Column {
		return Column{Content: NewCard(CardOptions{}, content), Width: width}
	}
	head := HStack(theme.Gap8, Grow(NewTitleParagraph("Components")), NewMuted("One family, 400 and 700. Spacing 4, 8, 12, 16, 24."))
	columns := Columns(900, theme.Gap16, column(288, galleryControls()), column(284, galleryStatus()),
		column(332, galleryBanners()), column(0, galleryStates()))
	page := Inset(VStack(theme.Gap12, head, Grow(columns)), 20, theme.Gap24, theme.Gap16, theme.Gap24)
	backdrop := NewPanel(nil)
	backdrop.Fill, backdrop.Line, backdrop.Radius = theme.ColorCanvas, theme.ColorTransparent, 0
	return container.NewStack(backdrop, page)
}

func render(t *testing.T, choice theme.Choice) (image.Image, fyne.CanvasObject) {
	t.Helper()
	use(t, choice)
	sheet := gallery()
	window := test.NewTempWindow(t, sheet)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(1280, 800))
	sheet.Refresh()
	return window.Canvas().Capture(), sheet
}

func TestGalleryInEveryTheme(t *testing.T) {
	folder := os.Getenv(screenshotsVariable)
	var pictures [][]byte
	for _, choice := range []theme.Choice{theme.ChoiceLight, theme.ChoiceDark, theme.ChoiceContrast} {
		picture, sheet := render(t, choice)
		if got := picture.Bounds().Size(); got != (image.Point{1280, 800}) {
			t.Errorf("%s: the sheet needs %v (it asks for %v), want 1280x800", choice, got, sheet.MinSize())
		}
		if misfits := Misfits(sheet); len(misfits) > 0 {
			t.Errorf("%s: %q", choice, misfits)
		}
		var encoded bytes.Buffer
		if err := png.Encode(&encoded, picture); err != nil {
			t.Fatal(err)
		}
		pictures = append(pictures, encoded.Bytes())
		if folder == "" {
			continue
		}
		name := filepath.Join(folder, "components-normal-"+string(choice)+".png")
		if err := os.WriteFile(name, encoded.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if bytes.Equal(pictures[0], pictures[1]) || bytes.Equal(pictures[1], pictures[2]) {
		t.Error("two themes look alike")
	}
}
