package credits

import (
	"testing"
	"time"

	"billfold/views/viewtest"
)

// A busy month is put into words when it is read, and not at every tick.
func TestATickDoesNotSayAgainWhatWasSpent(t *testing.T) {
	source := normal()
	for len(source.spends) < spendLimit {
		source.spends = append(source.spends, source.spends...)
	}
	b := open(t, source, viewtest.Wide).show()
	for _, list := range []spentList{{}, {view: spentByAction}, {view: spentByPerson}} {
		b.page.list = list
		b.page.present()
		tick := testing.AllocsPerRun(5, func() { b.page.Tick(b.Now()) })
		if tick > spendLimit {
			t.Errorf("%+v: a tick takes %.0f allocations", list, tick)
		}
	}
	before := &b.page.said.spent.rows[0]
	b.page.Tick(b.Now().Add(time.Minute))
	if &b.page.said.spent.rows[0] != before {
		t.Error("a minute later all is said anew")
	}
}
