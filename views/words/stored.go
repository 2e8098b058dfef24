package words

import (
	"github.com/shopspring/decimal"

	"billfold/billing"
)

// Stored is what sort of file an item is: "Recording".
func Stored(k billing.StoredKind) string { return named(stored, k) }

// StoredOf is all files of a kind: "Recordings".
func StoredOf(k billing.StoredKind) string { return named(storedOf, k) }

var (
	stored = map[billing.StoredKind]string{
		billing.StoredRecording: "Recording", billing.StoredVideo: "Video", billing.StoredImage: "Image",
		billing.StoredDocument: "Document", billing.StoredAttachment: "Attachment",
	}
	storedOf = map[billing.StoredKind]string{
		billing.StoredRecording: "Recordings", billing.StoredVideo: "Video", billing.StoredImage: "Images",
		billing.StoredDocument: "Documents", billing.StoredAttachment: "Attachments",
	}
)

// Decimals is a quantity among others, with as many decimals at least: "8.60".
func (p Printer) Decimals(d decimal.Decimal, least int32) string {
	if d.Exponent() < -least {
		return p.Number(d)
	}
	return p.number(d.StringFixed(least))
}
