package views_test

import (
	"context"

	"billfold/billing"
	"billfold/views/sample"
)

func (f *fake) StoredItems(context.Context) ([]billing.StoredItem, error) {
	if f.bare {
		return nil, f.factsErr
	}
	return sample.StoredItems(), f.factsErr
}
