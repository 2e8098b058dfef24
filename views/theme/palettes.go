package theme

// Light is the variant for bright rooms.
var Light = Tokens{
	Canvas: 0xF6F5F2, Side: 0xEDEBE6, Surface: 0xFFFFFF, Sunken: 0xF1EFEB, Hover: 0xF1EFEB, Menu: 0xFFFFFF,
	Border: 0xDFDCD5, FieldEdge: 0x8C877D,
	Text: 0x1D1C1A, Muted: 0x5E5A53, Faint: 0x6C675F, DisabledFill: 0xECEAE5,
	Primary: 0x1F4FB8, OnPrimary: 0xFFFFFF, PrimaryHover: 0x1A439C,
	Link: 0x1F4FB8, Focus: 0x1F4FB8, Selection: 0xE4ECFB, SelectionBar: 0x1F4FB8,
	Danger: 0xB3261E, OnDanger: 0xFFFFFF, DangerHover: 0x96201A,
	OK:      StatusTokens{0x1A6B3A, 0xE3F2E8, 0xB7DBC4},
	Warn:    StatusTokens{0x7A4E00, 0xFBEFD6, 0xE8CE94},
	Bad:     StatusTokens{0xA3241C, 0xFBE7E4, 0xEFBFB9},
	Info:    StatusTokens{0x1B4699, 0xE7EEFB, 0xBFD0F2},
	Neutral: StatusTokens{0x4D4A44, 0xECEAE5, 0xD4D0C8},
	Meter:   MeterTokens{Track: 0xE2DFD8, Fill: 0x3D6FD6, Warn: 0xA96A00, Bad: 0xB3261E},
	Chart2:  0x2E8B57, Chart4: 0x8E4FA8, Chart5: 0x6C675F,
	Toast:     ToastTokens{Fill: 0x2A2927, On: 0xFFFFFF, Action: 0xA9C4FF},
	ScrimBase: 0x1D1C1A, ScrimAlpha: 117, // 46 %
}

// Dark is the variant for dim rooms.
var Dark = Tokens{
	Canvas: 0x151617, Side: 0x101112, Surface: 0x1D1F21, Sunken: 0x25282B, Hover: 0x25282B, Menu: 0x25282B,
	Border: 0x34383C, FieldEdge: 0x7C8288,
	Text: 0xEDECE9, Muted: 0xB0B2B4, Faint: 0x9B9EA1, DisabledFill: 0x26292C,
	Primary: 0x3A68D8, OnPrimary: 0xFFFFFF, PrimaryHover: 0x2F5CCB,
	Link: 0x9CBCFF, Focus: 0x9CBCFF, Selection: 0x21304F, SelectionBar: 0x7BA3FF,
	Danger: 0xC5362D, OnDanger: 0xFFFFFF, DangerHover: 0xAD2E26,
	OK:      StatusTokens{0x83D3A0, 0x19301F, 0x2C5639},
	Warn:    StatusTokens{0xF0C26B, 0x332A14, 0x5E4C22},
	Bad:     StatusTokens{0xFFA298, 0x3D1F1C, 0x6E3832},
	Info:    StatusTokens{0xA9C4FF, 0x1E2C4A, 0x364F80},
	Neutral: StatusTokens{0xC9CACB, 0x2B2E31, 0x43474C},
	Meter:   MeterTokens{Track: 0x34383C, Fill: 0x6C97F5, Warn: 0xD99A2B, Bad: 0xE5675D},
	Chart2:  0x5FBF8A, Chart4: 0xB98AD0, Chart5: 0x9B9EA1,
	Toast:     ToastTokens{Fill: 0xEDECE9, On: 0x1D1C1A, Action: 0x1F4FB8},
	ScrimBase: 0x000000, ScrimAlpha: 153, // 60 %
}

// Contrast is the variant for people who need hard edges.
var Contrast = Tokens{
	Canvas: 0x000000, Side: 0x000000, Surface: 0x000000, Sunken: 0x1A1A1A, Hover: 0x262626, Menu: 0x000000,
	Border: 0xFFFFFF, FieldEdge: 0xFFFFFF,
	Text: 0xFFFFFF, Muted: 0xFFFFFF, Faint: 0xE6E6E6, DisabledFill: 0x1A1A1A,
	Primary: 0xFFE14D, OnPrimary: 0x000000, PrimaryHover: 0xFFF0A6,
	Link: 0x8FD0FF, Focus: 0xFFE14D, Selection: 0x003B73, SelectionBar: 0xFFE14D,
	Danger: 0xFF9C91, OnDanger: 0x000000, DangerHover: 0xFFC2BB,
	OK:      StatusTokens{0x7CFFB0, 0x000000, 0x7CFFB0},
	Warn:    StatusTokens{0xFFC94D, 0x000000, 0xFFC94D},
	Bad:     StatusTokens{0xFF9C91, 0x000000, 0xFF9C91},
	Info:    StatusTokens{0x8FD0FF, 0x000000, 0x8FD0FF},
	Neutral: StatusTokens{0xFFFFFF, 0x000000, 0xFFFFFF},
	Meter:   MeterTokens{Track: 0x4D4D4D, Fill: 0x8FD0FF, Warn: 0xFFC94D, Bad: 0xFF9C91},
	Chart2:  0x7CFFB0, Chart4: 0xFFFFFF, Chart5: 0xFFFFFF,
	Toast:     ToastTokens{Fill: 0xFFFFFF, On: 0x000000, Action: 0x003B99},
	ScrimBase: 0x000000, ScrimAlpha: 204, // 80 %
}
