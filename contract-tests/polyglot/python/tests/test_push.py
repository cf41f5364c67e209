from cph_client import ApiClient, Configuration, JobsApi, PushShareFilesRequestBody, SharedStorageApi
from pydantic import ValidationError
from pytest import mark, raises

from cph_push import Endpoint, Receipt, ServiceError, client, follow, push
from simulator import CATALOGUE, FOLLOWING, SCENARIOS, TWO_PUSHES, simulator


def scenarios(kind):
    chosen = [each for each in SCENARIOS if kind(each["expected"]["status"])]
    return mark.parametrize("scenario", chosen, ids=lambda scenario: scenario["name"])


def pushed(scenario):
    return push(simulator(scenario["setup"]), CATALOGUE, PushShareFilesRequestBody(**scenario["request"]))


@scenarios(lambda status: status == 200)
def test_a_receipt_tells_what_became_of_each_server(scenario):
    expected = scenario["expected"]

    receipt = pushed(scenario)

    assert receipt.request_id
    assert [job.server_id for job in receipt.accepted] == expected["accepted"]
    assert all(job.job_id for job in receipt.accepted)
    assert {job.server_id: job.error_code for job in receipt.refused} == expected["refused"]
    assert receipt.missing == expected["missing"]


@scenarios(lambda status: status != 200)
def test_a_failure_tells_what_the_service_said_and_of_which_kind_it_is(scenario):
    expected = scenario["expected"]

    with raises(ServiceError) as failure:
        pushed(scenario)

    assert failure.value.status == expected["status"]
    assert failure.value.error["request_id"]
    assert failure.value.error.get("error_code") == expected.get("error_code")
    for name in expected.keys() & {"error_msg"}:
        assert failure.value.error[name] == expected[name]
    for name in expected.keys() & {"category", "retryable"}:
        assert failure.value.row[name] == expected[name]


def test_the_jobs_of_a_push_are_followed_to_their_end():
    started = simulator(FOLLOWING["setup"])
    receipt = push(started, CATALOGUE, PushShareFilesRequestBody(**FOLLOWING["request"]))

    jobs = follow(started, CATALOGUE, receipt, lambda: started.forward(60))

    assert [job.job_id for job in jobs] == [job.job_id for job in receipt.accepted]
    ends = [{"server_id": job.server_id, "status": job.status, "error_code": job.error_code or None} for job in jobs]
    assert ends == FOLLOWING["jobs"]


@mark.parametrize("request_id", [None, ""])
def test_without_a_request_id_no_jobs_are_asked_for_since_that_would_mean_all_of_them(request_id):
    nowhere = Endpoint(url="http://127.0.0.1:1", project_id="p", token="not-a-real-token")
    receipt = Receipt(request_id=request_id, accepted=[], refused=[], missing=[])

    with raises(ValueError, match="without a request id"):
        follow(nowhere, CATALOGUE, receipt, lambda: None)


def test_the_jobs_of_two_pushes_are_asked_for_at_once():
    started = simulator(TWO_PUSHES["setup"])

    answer = JobsApi(client(started)).list_jobs(
        started.project_id, request_ids=TWO_PUSHES["request_ids"], offset=0, limit=100
    )

    assert [job.status for job in answer.jobs] == TWO_PUSHES["statuses"]


def test_the_contracts_limits_hold_before_anything_is_sent():
    with raises(ValidationError, match="bucket_name"):
        PushShareFilesRequestBody(bucket_name="bucketA", object_path="my_apps/test.tar", server_ids=["a"])


def test_the_pages_push_works_as_it_stands(capsys):
    objects = [{"bucket": "bucket-a", "key": "my_apps/test.tar"}]
    started = simulator({"name": "the push of the page", "objects": objects})
    endpoint, project_id, token = started.url, started.project_id, started.token

    # page: push
    # Nothing is sent again, and no redirect is followed: the token is for this host alone.
    configuration = Configuration(host=endpoint, api_key={"XAuthToken": token}, retries=False)
    with ApiClient(configuration) as api_client:
        answer = SharedStorageApi(api_client).push_share_files(
            project_id,
            PushShareFilesRequestBody(
                bucket_name="bucket-a",
                object_path="my_apps/test.tar",
                server_ids=["1234567b8bab40ffb711234cb80d0234"],
            ),
        )
    for job in answer.jobs or []:
        print(job.server_id, job.error_code or job.job_id)  # a 200 can hold refused servers
    # page: end

    assert capsys.readouterr().out.startswith("1234567b8bab40ffb711234cb80d0234 ")
