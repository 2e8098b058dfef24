package app

import (
	"maps"

	"billfold/app/config"
)

// ColumnWidths are how wide the person made the columns of a table, by their keys.
func (d *desk) ColumnWidths(table string) map[string]float32 {
	return d.preferences.Get().Columns[table]
}

// SetColumnWidths remembers them for the next start. It waits for the disk.
func (d *desk) SetColumnWidths(table string, widths map[string]float32) {
	err := d.preferences.Update(func(c *config.Chosen) {
		if c.Columns == nil {
			c.Columns = map[string]map[string]float32{}
		}
		c.Columns[table] = maps.Clone(widths)
	})
	if err != nil {
		d.log.Warn("column widths not remembered", "error", err)
	}
}
