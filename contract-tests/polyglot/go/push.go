// Package polyglot pushes by the client that OpenAPI Generator makes of the contract.
package polyglot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"cph-share/cph"
)

// Endpoint is where to push to, and as whom.
type Endpoint struct {
	URL       string `json:"endpoint"`
	ProjectID string `json:"project_id"`
	Token     string `json:"token"`
}

// Receipt tells what became of a push, server by server.
type Receipt struct {
	RequestID string
	Accepted  []cph.ServerJob
	Refused   []cph.ServerJob
	// Missing are servers that were asked for, and that the answer says nothing about.
	Missing []string
}

// ServiceError is a push that the service, or something before it, refused as a whole.
type ServiceError struct {
	Status int
	Detail cph.ApiError
	Row    Row
}

func (e *ServiceError) Error() string {
	return strings.TrimSpace(fmt.Sprintf("%d %s %s", e.Status, e.Detail.GetErrorCode(), e.Detail.GetErrorMsg()))
}

// The client of an endpoint. It follows no redirect: the token is for this host alone.
func client(endpoint Endpoint) *cph.APIClient {
	configuration := cph.NewConfiguration()
	configuration.Servers = cph.ServerConfigurations{{URL: endpoint.URL}}
	configuration.HTTPClient = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	return cph.NewAPIClient(configuration)
}

func authorised(ctx context.Context, endpoint Endpoint) context.Context {
	return context.WithValue(ctx, cph.ContextAPIKeys, map[string]cph.APIKey{"XAuthToken": {Key: endpoint.Token}})
}

// Push sends a push, once.
func Push(ctx context.Context, endpoint Endpoint, catalogue Catalogue, body cph.PushShareFilesRequestBody) (*Receipt, error) {
	answer, response, err := client(endpoint).SharedStorageAPI.
		PushShareFiles(authorised(ctx, endpoint), endpoint.ProjectID).
		PushShareFilesRequestBody(body).
		Execute()
	if err != nil {
		return nil, explained(err, response, catalogue)
	}
	receipt := &Receipt{RequestID: answer.GetRequestId()}
	if receipt.RequestID == "" {
		receipt.RequestID = response.Header.Get("X-Request-Id")
	}
	for _, job := range answer.GetJobs() {
		if job.GetErrorCode() == "" {
			receipt.Accepted = append(receipt.Accepted, job)
		} else {
			receipt.Refused = append(receipt.Refused, job)
		}
	}
	for _, id := range body.ServerIds {
		if !slices.ContainsFunc(answer.GetJobs(), func(job cph.ServerJob) bool { return job.GetServerId() == id }) {
			receipt.Missing = append(receipt.Missing, id)
		}
	}
	return receipt, nil
}

const (
	running = 1
	page    = 100
)

// Follow asks for the jobs of a push until none of them runs, and gives them as they stood at the last look. Between two
// looks it calls pause, which waits in whichever way the caller wants to, and ends the following by an error.
func Follow(ctx context.Context, endpoint Endpoint, catalogue Catalogue, receipt *Receipt, pause func() error) ([]cph.Job, error) {
	for {
		jobs, err := jobsOf(ctx, endpoint, catalogue, receipt)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(jobs, func(job cph.Job) bool { return job.GetStatus() == running }) {
			return jobs, nil
		}
		if err := pause(); err != nil {
			return jobs, err
		}
	}
}

// The answer does not say how many there are: a page that is not full is the last.
func jobsOf(ctx context.Context, endpoint Endpoint, catalogue Catalogue, receipt *Receipt) (jobs []cph.Job, err error) {
	if receipt.RequestID == "" {
		return nil, errors.New("without a request id nobody can ask for the jobs of this push alone")
	}
	for offset := int32(0); ; offset += page {
		answer, response, err := client(endpoint).JobsAPI.
			ListJobs(authorised(ctx, endpoint), endpoint.ProjectID).
			RequestIds([]string{receipt.RequestID}).
			Offset(offset).
			Limit(page).
			Execute()
		if err != nil {
			return nil, explained(err, response, catalogue)
		}
		jobs = append(jobs, answer.GetJobs()...)
		if len(answer.GetJobs()) < page {
			return jobs, nil
		}
	}
}

// What stands between may answer with something else than the contract's error.
func explained(err error, response *http.Response, catalogue Catalogue) error {
	var failure *cph.GenericOpenAPIError
	if !errors.As(err, &failure) || response == nil || response.StatusCode < 300 {
		return err
	}
	detail := cph.ApiError{}
	if strings.HasPrefix(response.Header.Get("Content-Type"), "application/json") {
		if json.Unmarshal(failure.Body(), &detail) != nil {
			detail = cph.ApiError{} // it may also break off
		}
	}
	if detail.GetRequestId() == "" {
		detail.SetRequestId(response.Header.Get("X-Request-Id"))
	}
	row, err := catalogue.Find(detail.GetErrorCode(), response.StatusCode)
	if err != nil {
		return err
	}
	return &ServiceError{Status: response.StatusCode, Detail: detail, Row: row}
}
