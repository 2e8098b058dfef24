package billing

import (
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
