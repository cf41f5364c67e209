package polyglot

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"cph-share/cph"
)

type scenario struct {
	Name     string                        `json:"name"`
	Setup    json.RawMessage               `json:"setup"`
	Request  cph.PushShareFilesRequestBody `json:"request"`
	Expected struct {
		Status    int               `json:"status"`
		Accepted  []string          `json:"accepted"`
		Refused   map[string]string `json:"refused"`
		Missing   []string          `json:"missing"`
		ErrorCode string            `json:"error_code"`
		ErrorMsg  string            `json:"error_msg"`
		Category  string            `json:"category"`
		Retryable bool              `json:"retryable"`
	} `json:"expected"`
}

func read[T any](t *testing.T, name string) (content T) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(os.Getenv("CPH_TARGET"), name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &content); err != nil {
		t.Fatal(err)
	}
	return content
}

// A push whose jobs are to be followed, and how each ends.
type following struct {
	Setup   json.RawMessage               `json:"setup"`
	Request cph.PushShareFilesRequestBody `json:"request"`
	Jobs    []struct {
		ServerID  string `json:"server_id"`
		Status    int32  `json:"status"`
		ErrorCode string `json:"error_code"`
	} `json:"jobs"`
}

type started struct {
	Endpoint
	ID int `json:"id"`
}

// A simulator of one's own.
func simulator(t *testing.T, setup []byte) (simulator started) {
	t.Helper()
	if err := json.Unmarshal(control(t, "/simulators", setup), &simulator); err != nil {
		t.Fatal(err)
	}
	return simulator
}

// Puts its clock forward.
func (s started) forward(t *testing.T, seconds int) {
	t.Helper()
	control(t, fmt.Sprintf("/simulators/%d/clock", s.ID), fmt.Appendf(nil, `{"seconds": %d}`, seconds))
}

func control(t *testing.T, path string, body []byte) []byte {
	t.Helper()
	response, err := http.Post(os.Getenv("CPH_CONTROL")+path, "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode >= 300 {
		t.Fatalf("%d %s %v", response.StatusCode, answer, err)
	}
	return answer
}
