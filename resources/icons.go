// Package resources carries the files that are built into the programs: line
// icons and the application's own icon.
package resources

import (
	"embed"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
)

//go:embed icons/*.svg
var iconFiles embed.FS

//go:embed billfold.svg
var appIcon []byte

// Icon is the name of one line icon: drawn in 16 units, stroke 1.5, round caps,
// in black, for the theme to recolour.
type Icon string

// The icons, named by what they mean to people rather than by their shape where
// the meaning is fixed.
const (
	IconAlert        Icon = "alert"
	IconArrowRight   Icon = "arrow-right"
	IconBank         Icon = "bank"
	IconBolt         Icon = "bolt"
	IconCalendar     Icon = "calendar"
	IconCheck        Icon = "check"
	IconCheckCircle  Icon = "check-circle"
	IconChevronDown  Icon = "chevron-down"
	IconChevronRight Icon = "chevron-right"
	IconChevronUp    Icon = "chevron-up"
	IconChevrons     Icon = "chevrons"
	IconClock        Icon = "clock"
	IconClose        Icon = "close"
	IconCloudOff     Icon = "cloud-off"
	IconCopy         Icon = "copy"
	IconCredits      Icon = "credits"
	IconDownload     Icon = "download"
	IconExternal     Icon = "external"
	IconFile         Icon = "file"
	IconHeadset      Icon = "headset"
	IconHistory      Icon = "history"
	IconInfo         Icon = "info"
	IconInvoices     Icon = "invoices"
	IconKey          Icon = "key"
	IconLaptop       Icon = "laptop"
	IconLock         Icon = "lock"
	IconMail         Icon = "mail"
	IconMenu         Icon = "menu"
	IconMessage      Icon = "message"
	IconMinus        Icon = "minus"
	IconMore         Icon = "more"
	IconOverview     Icon = "overview"
	IconPayments     Icon = "payments"
	IconPercent      Icon = "percent"
	IconPlan         Icon = "plan"
	IconPlus         Icon = "plus"
	IconRefresh      Icon = "refresh"
	IconSearch       Icon = "search"
	IconSeats        Icon = "seats"
	IconSettings     Icon = "settings"
	IconSparkle      Icon = "sparkle"
	IconStorage      Icon = "storage"
	IconSupport      Icon = "support"
	IconTrash        Icon = "trash"
	IconUndo         Icon = "undo"
	IconUsage        Icon = "usage"
	IconUser         Icon = "user"
	IconWarning      Icon = "warning"
)

// Icons are decoded once: every badge and row asks for them again.
var regular, heavy = loadIcons()

// loadIcons panics where a file is missing from the embedded folder, which only
// a broken build can do.
func loadIcons() (map[Icon]fyne.Resource, map[Icon]fyne.Resource) {
	entries, err := iconFiles.ReadDir("icons")
	if err != nil {
		panic(fmt.Errorf("read embedded icons: %w", err))
	}
	thin, bold := make(map[Icon]fyne.Resource, len(entries)), make(map[Icon]fyne.Resource, len(entries))
	for _, entry := range entries {
		content, err := iconFiles.ReadFile("icons/" + entry.Name())
		if err != nil {
			panic(fmt.Errorf("read embedded icon %s: %w", entry.Name(), err))
		}
		name := Icon(strings.TrimSuffix(entry.Name(), ".svg"))
		thin[name] = fyne.NewStaticResource(entry.Name(), content)
		thick := strings.ReplaceAll(string(content), `stroke-width="1.5"`, `stroke-width="1.6"`)
		bold[name] = fyne.NewStaticResource("heavy-"+entry.Name(), []byte(thick))
	}
	return thin, bold
}

// Resource returns the icon for 16 units and more.
func (i Icon) Resource() fyne.Resource { return regular[i] }

// Heavy returns the icon with a stroke that stays visible at 12 units, as in
// badges.
func (i Icon) Heavy() fyne.Resource { return heavy[i] }

// App returns the application's icon, in its own colours.
func App() fyne.Resource { return fyne.NewStaticResource("billfold.svg", appIcon) }
