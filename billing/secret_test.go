package billing

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestASecretIsWrittenNowhere(t *testing.T) {
	const plain = "bfr1.do-not-tell"
	secret := NewSecret(plain)
	key, err := NewDeviceKey()
	if err != nil {
		t.Fatal(err)
	}
	holder := struct {
		Token Secret
		Key   DeviceKey
		token Secret
		key   DeviceKey
	}{secret, key, secret, key}
	var logged bytes.Buffer
	slog.New(slog.NewTextHandler(&logged, nil)).Info("x", "token", secret, "holder", holder, "pointer", &holder)
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "token", secret, "holder", holder, "pointer", &holder)
	encoded, err := json.Marshal(map[string]any{"token": secret, "holder": holder})
	if err != nil {
		t.Fatal(err)
	}
	written := strings.Join([]string{
		fmt.Sprint(secret, holder), fmt.Sprintf("%v %+v %#v %s %q %x", holder, holder, holder, secret, secret, secret),
		fmt.Errorf("use %v: %w", secret, errors.New("no")).Error(), string(encoded), logged.String(),
	}, "\n")
	for _, hidden := range []string{plain, fmt.Sprintf("%x", plain), key.seed.Reveal(), key.Encoded().Reveal(), fmt.Sprintf("%x", key.seed.Reveal())} {
		if strings.Contains(written, hidden) {
			t.Errorf("a secret is in %s", written)
		}
	}
	if secret.Reveal() != plain || !strings.Contains(written, redacted) {
		t.Errorf("revealed %q", secret.Reveal())
	}
}
