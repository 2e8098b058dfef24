package sample

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"billfold/billing"
)

// StoredItems are the biggest ones of Facts, biggest first. Those that nobody
// opened for 180 days hold 94.1 GB; one was never opened.
func StoredItems() []billing.StoredItem {
	opened := func(month time.Month, d int) *time.Time {
		at := day(2026, month, d).Add(14 * time.Hour)
		return &at
	}
	items := []billing.StoredItem{
		{Name: "Q2 all-hands, raw camera", Kind: billing.StoredRecording, SizeGB: dec("38.2"), AddedAt: day(2026, 5, 28), LastOpened: opened(6, 4)},
		{Name: "Warehouse walk-through 4K", Kind: billing.StoredVideo, SizeGB: dec("31.7"), AddedAt: day(2026, 2, 11), LastOpened: opened(2, 19)},
		{Name: "Support calls, July archive", Kind: billing.StoredRecording, SizeGB: dec("24.9"), AddedAt: day(2026, 7, 31), LastOpened: opened(8, 1)},
		{Name: "Trade fair footage", Kind: billing.StoredVideo, SizeGB: dec("22.4"), AddedAt: day(2026, 3, 9), LastOpened: opened(3, 28)},
		{Name: "Catalog photos 2025, originals", Kind: billing.StoredImage, SizeGB: dec("18.6"), AddedAt: day(2025, 11, 3), LastOpened: opened(1, 15)},
		{Name: "Support calls, June archive", Kind: billing.StoredRecording, SizeGB: dec("17.3"), AddedAt: day(2026, 6, 30), LastOpened: opened(7, 2)},
		{Name: "Onboarding series, exports", Kind: billing.StoredVideo, SizeGB: dec("12.8"), AddedAt: day(2026, 4, 20), LastOpened: opened(10, 11)},
		{Name: "Scanned contracts 2019–2024", Kind: billing.StoredDocument, SizeGB: dec("9.4"), AddedAt: day(2025, 1, 17), LastOpened: opened(5, 6)},
		{Name: "Safety training, raw takes", Kind: billing.StoredVideo, SizeGB: dec("8.6"), AddedAt: day(2026, 8, 12), LastOpened: opened(8, 22)},
		{Name: "Product shots, spring", Kind: billing.StoredImage, SizeGB: dec("7.1"), AddedAt: day(2026, 3, 30), LastOpened: opened(4, 30)},
		{Name: "Town hall, October", Kind: billing.StoredRecording, SizeGB: dec("6.4"), AddedAt: day(2026, 10, 29), LastOpened: opened(10, 30)},
		{Name: "Product tour, screen captures", Kind: billing.StoredVideo, SizeGB: dec("5.2"), AddedAt: day(2026, 9, 3), LastOpened: opened(9, 17)},
		{Name: "Supplier drawings", Kind: billing.StoredDocument, SizeGB: dec("4.3"), AddedAt: day(2025, 6, 2), LastOpened: opened(11, 12)},
		{Name: "Podcast, first season", Kind: billing.StoredRecording, SizeGB: dec("3.9"), AddedAt: day(2026, 6, 15), LastOpened: opened(7, 8)},
		{Name: "Office move, walk-through", Kind: billing.StoredVideo, SizeGB: dec("3.1"), AddedAt: day(2026, 1, 12)},
		{Name: "Order mailbox, attachments", Kind: billing.StoredAttachment, SizeGB: dec("2.6"), AddedAt: day(2026, 5, 4), LastOpened: opened(11, 20)},
		{Name: "Press kit 2024", Kind: billing.StoredImage, SizeGB: dec("1.8"), AddedAt: day(2024, 9, 10), LastOpened: opened(3, 3)},
	}
	for i := range items {
		items[i].ID, items[i].Workspace = fmt.Sprintf("itm_%02d", i+1), "ws_hq"
	}
	return items
}

// CreditGrants are what Facts were granted and has not lapsed: the plan's part
// first, and a pack of AI credits that nothing was taken of.
func CreditGrants() []billing.CreditGrant {
	ofPlan := func(id, kind, granted, spent string) billing.CreditGrant {
		lapses := november().End
		return billing.CreditGrant{
			ID: id, Kind: kind, Source: billing.FromPlan, Granted: dec(granted), Spent: dec(spent),
			At: november().Start, LapsesAt: &lapses,
		}
	}
	return []billing.CreditGrant{
		ofPlan("cgr_1", billing.AICredits, "5500", "3180"),
		ofPlan("cgr_2", billing.EmailCredits, "40000", "27350"),
		ofPlan("cgr_3", billing.MessageCredits, "5000", "3912"),
		{
			ID: "cgr_4", Kind: billing.AICredits, Source: billing.FromPack, Granted: dec("1000"), Spent: dec("0"),
			At: day(2026, 11, 5), Reference: "inv_NWT-0012",
		},
	}
}

// CreditSpends are what the AI credits of the usage cycle went on, newest first;
// they come to what Facts say was used.
func CreditSpends() []billing.CreditSpend {
	const priya, jonas, anna, kenji = "Priya Raman", "Jonas Weber", "Anna Seaton", "Kenji Watanabe"
	spends := []billing.CreditSpend{
		spend(21, "10:31", priya, "reply drafts", 42),
		spend(21, "09:40", jonas, "call summary", 118),
		spend(20, "16:48", anna, "translation", 65),
		spend(20, "11:05", kenji, "tagging", 17),
		spend(19, "15:22", jonas, "call summary", 214),
		spend(19, "09:14", priya, "reply drafts", 88),
		spend(18, "14:02", anna, "translation", 130),
		spend(17, "10:47", kenji, "tagging", 56),
		spend(16, "13:30", jonas, "call summary", 342),
		spend(13, "11:20", priya, "reply drafts", 96),
		spend(12, "16:11", anna, "translation", 175),
		spend(11, "09:55", jonas, "call summary", 288),
		spend(10, "10:05", kenji, "tagging", 44),
		spend(9, "14:40", priya, "reply drafts", 151),
		spend(6, "15:18", jonas, "call summary", 406),
		spend(5, "10:33", anna, "translation", 240),
		spend(4, "09:21", kenji, "tagging", 73),
		spend(4, "08:50", priya, "reply drafts", 162),
		spend(3, "13:37", jonas, "call summary", 327),
		spend(2, "11:12", anna, "translation", 146),
	}
	for i := range spends {
		spends[i].ID = fmt.Sprintf("csp_%02d", len(spends)-i)
	}
	return spends
}

// spend is of November; the clock is read as 15:04.
func spend(d int, clock, actor, action string, quantity int64) billing.CreditSpend {
	of, err := time.Parse("15:04", clock)
	if err != nil {
		panic(err)
	}
	return billing.CreditSpend{
		Kind: billing.AICredits, At: time.Date(2026, 11, d, of.Hour(), of.Minute(), 0, 0, time.UTC),
		Actor: actor, Action: action, Workspace: "ws_hq", Quantity: decimal.NewFromInt(quantity),
	}
}
