package engine_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"billfold/billing"

	"github.com/stretchr/testify/require"
)

// A record of very many names the first twenty, and counts all.
func TestARecordOfManyNamesTheFirst(t *testing.T) {
	h := peopled(t)
	var ids, first []string
	var all []billing.Member
	for i := range 25 {
		id := fmt.Sprintf("m%02d", i)
		all = append(all, billing.Member{ID: id, Name: id, Email: id + "@example.com", Role: billing.RoleMember, Status: billing.MemberActive})
		if ids = append(ids, id); i < 20 {
			first = append(first, id)
		}
	}
	require.NoError(t, h.engine.PutMembers(context.Background(), h.account, all))
	require.NoError(t, h.setActive(h.admin, "k1", false, ids...))
	params := h.recorded("k1").Params
	require.Equal(t, strings.Join(first, ", "), params["who"])
	require.Equal(t, strings.Join(first, "@example.com, ")+"@example.com", params["emails"])
	require.Equal(t, "25", params["members"])
}
