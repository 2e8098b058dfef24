// Package fonts carries the typeface of documents: Noto Sans with all of Latin, Greek
// and Cyrillic, under the licence beside it. They are its own files and not the window
// toolkit's, so that a document looks the same for good and the terminal links no toolkit.
package fonts

import _ "embed"

// Regular and Bold are TrueType files. Nobody may write to them.
var (
	//go:embed NotoSans-Regular.ttf
	Regular []byte
	//go:embed NotoSans-Bold.ttf
	Bold []byte
)
