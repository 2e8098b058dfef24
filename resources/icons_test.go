package resources

import (
	"encoding/xml"
	"strings"
	"testing"
)

func TestEveryIconIsDrawnInOneStyle(t *testing.T) {
	entries, err := iconFiles.ReadDir("icons")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		name := Icon(strings.TrimSuffix(entry.Name(), ".svg"))
		content := string(name.Resource().Content())
		var root struct {
			ViewBox string `xml:"viewBox,attr"`
		}
		if err := xml.Unmarshal([]byte(content), &root); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if root.ViewBox != "0 0 16 16" {
			t.Errorf("%s: view box %q", name, root.ViewBox)
		}
		if strings.Contains(content, "<path") && !strings.Contains(content, `stroke-width="1.5" stroke-linecap="round"`) {
			t.Errorf("%s: not a 1.5 stroke with round caps", name)
		}
	}
}

func TestNamedIconsHaveFiles(t *testing.T) {
	named := []Icon{
		IconAlert, IconArrowRight, IconBank, IconBolt, IconCalendar, IconCheck, IconCheckCircle, IconChevronDown,
		IconChevronRight, IconChevronUp, IconChevrons, IconClock, IconClose, IconCloudOff, IconCopy, IconCredits, IconDownload, IconExternal, IconFile,
		IconHeadset, IconHistory, IconInfo, IconInvoices, IconKey, IconLaptop, IconLock, IconMail, IconMenu, IconMessage, IconMinus, IconMore, IconOverview, IconPayments, IconPercent, IconPlan, IconPlus, IconRefresh, IconSearch,
		IconSeats, IconSettings, IconSparkle, IconStorage, IconSupport, IconTrash, IconUndo, IconUsage, IconUser, IconWarning,
	}
	for _, name := range named {
		if name.Resource() == nil || name.Heavy() == nil {
			t.Errorf("%s has no file", name)
		}
	}
	if len(named) != len(regular) {
		t.Errorf("%d icons are named, %d files are embedded", len(named), len(regular))
	}
	if len(App().Content()) == 0 {
		t.Error("the application icon is empty")
	}
}
