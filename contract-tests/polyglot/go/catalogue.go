package polyglot

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Row is one row of the error catalogue. A status may be a whole hundred: 4XX.
type Row struct {
	Code      string   `json:"code"`
	Statuses  []string `json:"statuses"`
	Category  string   `json:"category"`
	Retryable bool     `json:"retryable"`
	Delivery  string   `json:"delivery"`
	Advice    string   `json:"advice"`
}

// Catalogue tells what a code means.
type Catalogue []Row

const anyCode = "*"

var withoutDot = regexp.MustCompile(`^CPS(\d)`)

// Find reads the catalogue as its document says: code and status, else the code, else the status, else its hundred.
func (c Catalogue) Find(code string, status int) (Row, error) {
	if rest, found := strings.CutPrefix(code, "APIG."); found {
		code = "APIGW." + rest
	}
	code = withoutDot.ReplaceAllString(code, "CPS.$1")
	wanted := strconv.Itoa(status)
	for _, fits := range []func(Row) bool{
		func(row Row) bool { return row.Code == code && slices.Contains(row.Statuses, wanted) },
		func(row Row) bool { return row.Code == code },
		func(row Row) bool { return row.Code == anyCode && slices.Contains(row.Statuses, wanted) },
		func(row Row) bool { return row.Code == anyCode && slices.Contains(row.Statuses, wanted[:1]+"XX") },
	} {
		if i := slices.IndexFunc(c, fits); i >= 0 {
			return c[i], nil
		}
	}
	return Row{}, fmt.Errorf("the error catalogue has no row for %d", status)
}
