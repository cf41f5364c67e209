package polyglot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"cph-share/cph"
)

func TestPush(t *testing.T) {
	catalogue := read[Catalogue](t, "error-catalogue.json")
	for _, each := range read[[]scenario](t, "scenarios.json") {
		t.Run(each.Name, func(t *testing.T) {
			receipt, err := Push(t.Context(), simulator(t, each.Setup).Endpoint, catalogue, each.Request)
			if each.Expected.Status == 200 {
				if err != nil {
					t.Fatal(err)
				}
				checkReceipt(t, each, receipt)
			} else {
				checkFailure(t, each, err)
			}
		})
	}
}

func checkReceipt(t *testing.T, asked scenario, receipt *Receipt) {
	t.Helper()
	var accepted []string
	for _, job := range receipt.Accepted {
		accepted = append(accepted, job.GetServerId())
		if job.GetJobId() == "" {
			t.Errorf("%s has no job", job.GetServerId())
		}
	}
	refused := map[string]string{}
	for _, job := range receipt.Refused {
		refused[job.GetServerId()] = job.GetErrorCode()
	}
	expected := asked.Expected
	if receipt.RequestID == "" {
		t.Error("the receipt has no request id")
	}
	if !slices.Equal(accepted, expected.Accepted) {
		t.Errorf("accepted %v, not %v", accepted, expected.Accepted)
	}
	if !maps.Equal(refused, expected.Refused) {
		t.Errorf("refused %v, not %v", refused, expected.Refused)
	}
	if !slices.Equal(receipt.Missing, expected.Missing) {
		t.Errorf("missing %v, not %v", receipt.Missing, expected.Missing)
	}
}

func checkFailure(t *testing.T, asked scenario, err error) {
	t.Helper()
	var failure *ServiceError
	if !errors.As(err, &failure) {
		t.Fatalf("not a ServiceError: %v", err)
	}
	expected := asked.Expected
	if failure.Status != expected.Status || failure.Detail.GetErrorCode() != expected.ErrorCode {
		t.Errorf("%v, not %d %s", failure, expected.Status, expected.ErrorCode)
	}
	if failure.Detail.GetRequestId() == "" {
		t.Error("the failure has no request id")
	}
	if expected.ErrorMsg != "" && failure.Detail.GetErrorMsg() != expected.ErrorMsg {
		t.Errorf("%q, not %q", failure.Detail.GetErrorMsg(), expected.ErrorMsg)
	}
	if expected.Category != "" && (failure.Row.Category != expected.Category || failure.Row.Retryable != expected.Retryable) {
		t.Errorf("%+v, not %s, retryable: %t", failure.Row, expected.Category, expected.Retryable)
	}
}

func TestTheJobsOfAPushAreFollowedToTheirEnd(t *testing.T) {
	catalogue := read[Catalogue](t, "error-catalogue.json")
	asked := read[following](t, "following.json")
	started := simulator(t, asked.Setup)
	receipt, err := Push(t.Context(), started.Endpoint, catalogue, asked.Request)
	if err != nil {
		t.Fatal(err)
	}

	jobs, err := Follow(t.Context(), started.Endpoint, catalogue, receipt, func() error {
		started.forward(t, 60)
		return nil
	})

	if err != nil || len(jobs) != len(asked.Jobs) {
		t.Fatal(jobs, err)
	}
	for i, job := range jobs {
		if job.GetJobId() != receipt.Accepted[i].GetJobId() {
			t.Errorf("%s is not the job of the receipt", job.GetJobId())
		}
		expected := asked.Jobs[i]
		if job.GetServerId() != expected.ServerID || job.GetStatus() != expected.Status || job.GetErrorCode() != expected.ErrorCode {
			t.Errorf("%+v, not %+v", job, expected)
		}
	}
}

func TestWithoutARequestIDNoJobsAreAskedForSinceThatWouldMeanAllOfThem(t *testing.T) {
	catalogue := read[Catalogue](t, "error-catalogue.json")
	nowhere := Endpoint{URL: "http://127.0.0.1:1", ProjectID: "p", Token: "not-a-real-token"}

	_, err := Follow(t.Context(), nowhere, catalogue, &Receipt{}, func() error { return nil })

	if err == nil || !strings.Contains(err.Error(), "without a request id") {
		t.Errorf("%v", err)
	}
}

func TestTheJobsOfTwoPushesAreAskedForAtOnce(t *testing.T) {
	asked := read[struct {
		Setup      json.RawMessage `json:"setup"`
		RequestIDs []string        `json:"request_ids"`
		Statuses   []int32         `json:"statuses"`
	}](t, "two-pushes.json")
	started := simulator(t, asked.Setup)

	answer, _, err := client(started.Endpoint).JobsAPI.
		ListJobs(authorised(t.Context(), started.Endpoint), started.ProjectID).
		RequestIds(asked.RequestIDs).
		Offset(0).
		Limit(100).
		Execute()

	if err != nil {
		t.Fatal(err)
	}
	var statuses []int32
	for _, job := range answer.GetJobs() {
		statuses = append(statuses, job.GetStatus())
	}
	if !slices.Equal(statuses, asked.Statuses) {
		t.Errorf("%v, not %v", statuses, asked.Statuses)
	}
}

func TestThePagesPushWorksAsItStands(t *testing.T) {
	started := simulator(t, []byte(`{"name": "the push of the page",
		"objects": [{"bucket": "bucket-a", "key": "my_apps/test.tar"}]}`))
	var out strings.Builder
	if err := pushOfThePage(t.Context(), started.Endpoint, &out); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(out.String(), "1234567b8bab40ffb711234cb80d0234 ") {
		t.Errorf("it said %q", out.String())
	}
}

func pushOfThePage(ctx context.Context, started Endpoint, out io.Writer) error {
	endpoint, projectID, token := started.URL, started.ProjectID, started.Token

	// page: push
	configuration := cph.NewConfiguration()
	configuration.Servers = cph.ServerConfigurations{{URL: endpoint}}
	configuration.HTTPClient = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse // the token is for this host alone
	}}
	client := cph.NewAPIClient(configuration)
	ctx = context.WithValue(ctx, cph.ContextAPIKeys, map[string]cph.APIKey{"XAuthToken": {Key: token}})
	answer, _, err := client.SharedStorageAPI.PushShareFiles(ctx, projectID).
		PushShareFilesRequestBody(*cph.NewPushShareFilesRequestBody(
			"bucket-a", "my_apps/test.tar", []string{"1234567b8bab40ffb711234cb80d0234"})).
		Execute()
	if err != nil {
		return err
	}
	for _, job := range answer.GetJobs() { // a 200 can hold refused servers
		fmt.Fprintln(out, job.GetServerId(), job.GetJobId(), job.GetErrorCode())
	}
	// page: end
	return nil
}
