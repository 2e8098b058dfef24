package sandbox_test

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// No number, code, name or address is on disk or in the log, whatever became of its
// card.
func TestWhatIsTypedIsKeptNowhere(t *testing.T) {
	numbers := []string{
		"4242424242424242", "5555555555554444", "378282246310005", "4000002500003155", "4000002760003184", "4000000000000341",
		"4000000000000002", "4000000000009995", "4000000000000069", "4000000000000127", "4000000000000119",
		"4539578763621486", // not a test card
		"4242424242424241", // a slip
	}
	const code = "8642"
	s := newSite(t)
	s.post(s.begin("waits at the bank").URL, withCard("4000002500003155"))
	for _, number := range numbers {
		page := s.begin("of " + number[len(number)-4:]).URL
		form := withCard(number)
		form.Set("cvc", code[:len(form.Get("cvc"))])
		s.post(page, form)
		s.post(page, action("fail"))
		s.post(page, form)
		s.post(page, action("complete"))
		s.get(page)
	}
	kept := map[string][]byte{"log": []byte(s.logged())}
	require.NotEmpty(t, kept["log"])
	entries, err := os.ReadDir(s.dir)
	require.NoError(t, err)
	for _, e := range entries {
		kept[e.Name()], err = os.ReadFile(filepath.Join(s.dir, e.Name()))
		require.NoError(t, err)
	}
	require.Contains(t, kept, "gateway.db-wal")
	for name, data := range kept {
		for _, number := range numbers {
			printed := strings.Join([]string{number[:4], number[4:8], number[8:12], number[12:]}, " ")
			require.False(t, bytes.Contains(data, []byte(number)), "%s in %s", number, name)
			require.False(t, bytes.Contains(data, []byte(printed)), "%s in %s", printed, name)
			require.False(t, bytes.Contains(data, []byte(number[:len(number)-4])), "the beginning of %s in %s", number, name)
		}
	}
	require.True(t, bytes.Contains(kept["gateway.db-wal"], []byte("Visa")), "what is kept is found")
	for _, private := range []string{"Maya Lindqvist", "Hauptstraße 5", "10115", "Berlin"} {
		for name, data := range kept {
			require.False(t, bytes.Contains(data, []byte(private)), "%s in %s", private, name)
		}
	}
	require.NotContains(t, s.logged(), code[:3])
	require.NotContains(t, s.logged(), "/gateway/setup/", "who has the address of a page may use it")
}

// What is kept of a card for its bank's page goes when the page does.
func TestACardWaitsAtTheBanksPageAlone(t *testing.T) {
	s := newSite(t)
	db, err := sql.Open("sqlite3", filepath.Join(s.dir, "gateway.db"))
	require.NoError(t, err)
	defer func() { require.NoError(t, db.Close()) }()
	waiting := func() string {
		var keys string
		err := db.QueryRowContext(t.Context(), `SELECT coalesce(group_concat(key), '') FROM card_setups WHERE pending LIKE '%Visa%'`).Scan(&keys)
		require.NoError(t, err)
		return keys
	}
	for _, button := range []string{"complete", "fail", "cancel"} {
		page := s.begin(button).URL
		s.post(page, withCard("4000002500003155"))
		require.Equal(t, button, waiting())
		s.post(page, action(button))
		require.Empty(t, waiting(), button)
	}
	s.added("at once", "4242424242424242")
	require.Empty(t, waiting())
	s.post(s.begin("late").URL, withCard("4000002500003155"))
	require.Equal(t, "late", waiting())
	s.wait(time.Hour)
	s.begin("another")
	require.Empty(t, waiting())
}
