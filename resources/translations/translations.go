// Package translations carries what the programs say in other languages than
// English: for each language files named ROOM.LANGUAGE.json, in go-i18n's format,
// whose keys are the English sentences themselves.
package translations

import "embed"

// Files are the translations.
//
//go:embed *.json
var Files embed.FS
