//go:build screenshots

package widgets

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// folderVariable names the folder that the pictures go to.
const folderVariable = "BILLFOLD_SCREENSHOTS"

func TestScreenshotsOfComponents(t *testing.T) {
	folder := os.Getenv(folderVariable)
	if folder == "" {
		t.Fatal(folderVariable + " names no folder")
	}
	for name, draw := range sheets {
		for _, choice := range themes {
			use(t, choice)
			picture, _ := draw(t)
			file, err := os.Create(filepath.Join(folder, "components-"+name+"-"+string(choice)+".png"))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(file, picture); err != nil {
				t.Fatal(err)
			}
			if err := file.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}
