package billing

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"
)

// StoredKind is what sort of file an item is.
type StoredKind string

// The kinds of what is stored.
const (
	StoredRecording  StoredKind = "recording"
	StoredVideo      StoredKind = "video"
	StoredImage      StoredKind = "image"
	StoredDocument   StoredKind = "document"
	StoredAttachment StoredKind = "attachment"
)

// StoredKinds are all kinds.
var StoredKinds = []StoredKind{StoredRecording, StoredVideo, StoredImage, StoredDocument, StoredAttachment}

// SplitsStorage tells whether a split by kind is one of a total, in GB: it sums to
// it, of kinds that are known here and not below 0. No split at all is one of any.
func SplitsStorage(byKind map[StoredKind]decimal.Decimal, total decimal.Decimal) bool {
	sum := decimal.Zero
	for kind, size := range byKind {
		if !slices.Contains(StoredKinds, kind) || size.IsNegative() {
			return false
		}
		sum = sum.Add(size)
	}
	return len(byKind) == 0 || sum.Equal(total)
}

// StoredItem is one of the biggest files of an account.
type StoredItem struct {
	ID         string
	Name       string
	Kind       StoredKind
	Workspace  string // id
	SizeGB     decimal.Decimal
	AddedAt    time.Time
	LastOpened *time.Time // nil where it was never opened
}

// Untouched is since when nobody has opened it.
func (i *StoredItem) Untouched() time.Time {
	if i.LastOpened == nil {
		return i.AddedAt
	}
	return *i.LastOpened
}
