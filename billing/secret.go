package billing

// Secret is a value that no log, error, print or encoder shows: whatever formats
// it writes [redacted], and whatever looks through it by reflection, as fmt does
// with fields that are not exported, finds an address. Reveal is the one way to
// its content. The zero value is an empty one.
type Secret struct{ hidden *string }

const redacted = "[redacted]"

// NewSecret hides a text.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{&text}
}

// Reveal is the secret itself, for whoever has to send or use it.
func (s Secret) Reveal() string {
	if s.hidden == nil {
		return ""
	}
	return *s.hidden
}

// IsEmpty tells whether there is no secret.
func (s Secret) IsEmpty() bool { return s.hidden == nil }

// String hides the secret.
func (Secret) String() string { return redacted }

// GoString hides the secret from %#v.
func (Secret) GoString() string { return redacted }

// MarshalText hides the secret from encoders, logs among them.
func (Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }
