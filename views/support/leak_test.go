package support

import (
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	// The toolkit keeps one for its own whole life.
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("fyne.io/fyne/v2/internal/async.(*UnboundedChan[...]).processing"))
}
