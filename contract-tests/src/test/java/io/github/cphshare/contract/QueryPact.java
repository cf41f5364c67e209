package io.github.cphshare.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.PushOutcome;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.ServerOutcome;
import io.github.cphshare.client.file.ShareListing;
import io.github.cphshare.client.file.ShareListingException;
import io.github.cphshare.client.server.PhoneModel;
import io.github.cphshare.client.server.Server;
import io.github.cphshare.client.server.Support;
import io.github.cphshare.contract.Contract.Operation;
import io.github.cphshare.generated.model.Job;
import io.github.cphshare.generated.model.ListJobsResponse;
import io.github.cphshare.generated.model.ShowJobResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * The queries that see a push through, pinned: one interaction for every named example of the contract, and some for the
 * freedom that the contract leaves to an answer. Asked through the client's own methods, except where {@link Queries} says
 * why not.
 */
final class QueryPact {
    private static final String LATER = "a later value";

    private final Contract contract;
    private final Sent jobs;
    private final Sent job;
    private final Sent files;
    private final String listed;
    private final Sent servers;
    private final Sent models;

    QueryPact(Contract contract) {
        this.contract = contract;
        Operation listJobs = contract.operation("listJobs");
        String request = listJobs.parameter("request_id").asText();
        this.jobs =
                query(listJobs, Map.of("request_ids", request, "offset", "0", "limit", "100"), client -> new Queries(
                                client, contract.projectId())
                        .jobs(request, 0, 100));
        this.job = job(contract.operation("showJob").parameter("job_id").asText());
        Operation listFiles = contract.operation("listShareFiles");
        String path = listFiles.parameter("path").asText();
        this.listed = listFiles.parameter("server_ids").path(0).asText();
        this.files = query(
                listFiles,
                Map.of("path", path, "server_ids", listed, "offset", "0", "limit", "50"),
                client -> client.listShareFiles(listed, path, 0, Duration.ZERO));
        this.servers = query(
                contract.operation("listCloudPhoneServers"),
                Map.of("offset", "0", "limit", "100"),
                client -> client.servers().toList());
        this.models = query(
                contract.operation("listCloudPhoneModels"),
                Map.of("offset", "0", "limit", "100"),
                client -> client.phoneModels().toList());
    }

    List<Pinned> pinned() {
        List<Pinned> all = new ArrayList<>();
        all.addAll(List.of(
                aFailedAndASucceededJob(),
                aRunningJob(),
                jobsOfSeveralRequests(),
                noMoreJobs(),
                aJobWithAnUnknownStatus(),
                jobsWithNulls(),
                jobsOfALaterDay(),
                jobsWithLongIds()));
        all.addAll(List.of(
                theJobSucceeded(),
                theJobOfAListing(),
                theJobFailed(),
                theJobIsInAnUnknownState(),
                theJobOfALaterDay()));
        all.addAll(List.of(aListingWasStarted(), aListingWasRefused(), aListingOfALaterDay()));
        all.addAll(List.of(oneServer(), noServer(), aServerInAnUnknownState(), serversOfALaterDay()));
        all.addAll(List.of(aServerWithSharedStorage(), aServerThatTellsNothing(), aServerOfALaterDay()));
        all.addAll(List.of(modelsWithAndWithout(), modelsWithoutAnExtendSpec()));
        for (Sent sent : List.of(jobs, job, files, servers, details(serverOf("withSharedStorage")), models)) {
            sent.operation().answers().stream()
                    .filter(answer -> answer.status() >= 300)
                    .forEach(answer -> all.add(failed(sent, answer)));
        }
        return all;
    }

    // ListJobs

    private Pinned aFailedAndASucceededJob() {
        ObjectNode body = body(jobs, "oneFailedOneSucceeded");
        return shaped(jobs, "the jobs of a request of which one failed and one succeeded, about phones")
                .answered(200, body, jobs(found -> {
                    assertThat(found).extracting(Job::status).containsExactly(Job.STATUS_FAILED, Job.STATUS_SUCCEEDED);
                    assertThat(found).extracting(Job::errorCode).containsExactly("CPS0005", "");
                    assertThat(found)
                            .extracting(Job::jobId)
                            .containsExactlyElementsOf(body.path("jobs").findValuesAsText("job_id"));
                }));
    }

    private String request() {
        return jobs.query().get("request_ids");
    }

    /** As {@link #jobs}, by the method that waits: the same request. */
    private Sent waited() {
        return query(
                jobs.operation(),
                jobs.query(),
                client -> client.awaitRequests(List.of(request()), Duration.ZERO, progress -> {}));
    }

    private Pinned aRunningJob() {
        ObjectNode body = body(jobs, "oneStillRuns");
        return exchange(waited(), "the jobs of a push of which one still runs")
                .given(States.JOBS, started(request(), body.path("jobs")))
                .answered(200, body, outcomes(found -> assertThat(found)
                        .singleElement()
                        .satisfies(one -> {
                            assertThat(one.serverId())
                                    .isEqualTo(entry(body, 0).path("server_id").asText());
                            assertThat(one.jobId())
                                    .isEqualTo(entry(body, 0).path("job_id").asText());
                            assertThat(one.state()).isEqualTo(ServerOutcome.State.RUNNING);
                            assertThat(one.endTime()).isNull();
                            assertThat(one.errorCode()).isNull();
                        })));
    }

    private Pinned jobsOfSeveralRequests() {
        Operation operation = jobs.operation();
        List<String> requests = texts(operation.parameter("request_ids"));
        ObjectNode body = body(jobs, "oneStillRuns");
        ObjectNode first = entry(body, 0).put("status", 2).put("end_time", "2026-01-05T08:00:30Z");
        ObjectNode second = first.deepCopy();
        second.put("server_id", first.path("server_id").asText() + "-2")
                .put("job_id", first.path("job_id").asText() + "-2")
                .put("status", -1)
                .put("error_code", "CPS.0137")
                .put("error_msg", "Server does not support push share files.");
        ((ArrayNode) body.path("jobs")).add(second);
        Sent several = query(
                operation,
                Map.of("request_ids", String.join(",", requests), "offset", "0", "limit", "100"),
                client -> client.awaitAll(
                        List.of(receipt(requests.get(0), first), receipt(requests.get(1), second)),
                        Duration.ZERO,
                        progress -> {}));
        List<Object> started = new ArrayList<>();
        started.addAll(list(started(requests.get(0), array(first))));
        started.addAll(list(started(requests.get(1), array(second))));
        return exchange(several, "the jobs of two pushes")
                .given(States.JOBS, Map.of("jobs", started))
                .answered(200, body, outcomes(found -> assertThat(found)
                        .extracting(ServerOutcome::serverId, ServerOutcome::state)
                        .containsExactly(
                                tuple(first.path("server_id").asText(), ServerOutcome.State.SUCCEEDED),
                                tuple(second.path("server_id").asText(), ServerOutcome.State.FAILED))));
    }

    private static PushReceipt receipt(String requestId, JsonNode job) {
        String server = job.path("server_id").asText();
        return PushReceipt.builder()
                .requestId(requestId)
                .asked(List.of(server))
                .answer(server, job.path("job_id").asText(), null, null)
                .build();
    }

    private Pinned noMoreJobs() {
        ObjectNode told = body(jobs, "oneStillRuns");
        ObjectNode body = told.deepCopy();
        body.putArray("jobs");
        String request = request();
        Sent beyond = query(
                jobs.operation(),
                Map.of("request_ids", request, "offset", "100", "limit", "100"),
                client -> new Queries(client, contract.projectId()).jobs(request, 100, 100));
        return exchange(beyond, "a page after the last job")
                .given(States.JOBS, started(request, told.path("jobs")))
                .answered(200, body, jobs(found -> assertThat(found).isEmpty()));
    }

    private Pinned aJobWithAnUnknownStatus() {
        ObjectNode body = body(jobs, "oneStillRuns");
        entry(body, 0).put("status", 7);
        return exchange(waited(), "the jobs of a push of which one has a status that no document has")
                .given(States.JOBS, started(request(), body.path("jobs")))
                .answered(200, body, outcomes(found -> assertThat(found)
                        .extracting(ServerOutcome::state, ServerOutcome::status)
                        .containsExactly(tuple(ServerOutcome.State.UNKNOWN, 7))));
    }

    private Pinned jobsWithNulls() {
        ObjectNode body = body(jobs, "oneStillRuns");
        entry(body, 0)
                .putNull("phone_id")
                .putNull("end_time")
                .putNull("error_code")
                .putNull("error_msg")
                .putNull("execute_msg");
        return shaped(jobs, "the jobs of a push with nulls").answered(200, body, jobs(found -> assertThat(found)
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.status()).isEqualTo(Job.STATUS_RUNNING);
                    assertThat(one.endTime()).isNull();
                    assertThat(one.executeMsg()).isNull();
                })));
    }

    private Pinned jobsOfALaterDay() {
        ObjectNode body = body(jobs, "oneStillRuns");
        body.put("a_later_field", LATER);
        entry(body, 0).put("a_later_field", LATER);
        return shaped(jobs, "the jobs of a push with fields of a later day")
                .answered(200, body, jobs(found -> assertThat(found).hasSize(1)));
    }

    private Pinned jobsWithLongIds() {
        ObjectNode body = body(jobs, "oneStillRuns");
        String id = entry(body, 0).path("job_id").asText();
        entry(body, 0).put("job_id", id + "-" + id);
        return shaped(jobs, "the jobs of a push with ids that are longer than documented")
                .answered(200, body, jobs(found -> assertThat(found)
                        .extracting(Job::jobId)
                        .containsExactly(id + "-" + id)));
    }

    // ShowJob

    private Sent job(String id) {
        return new Sent(
                contract.operation("showJob"), Map.of("job_id", id), Map.of(), Optional.empty(), client -> new Queries(
                                client, contract.projectId())
                        .job(id));
    }

    private Pinned theJobSucceeded() {
        ObjectNode body = body(job, "succeeded");
        ObjectNode told = body.deepCopy().put("server_id", "a-server");
        return exchange(job, "a job that succeeded")
                .given(States.JOBS, started("a-request", array(told)))
                .answered(200, body, job(one -> {
                    assertThat(one.jobId()).isEqualTo(body.path("job_id").asText());
                    assertThat(one.status()).isEqualTo(ShowJobResponse.STATUS_SUCCEEDED);
                    assertThat(one.errorCode()).isNull();
                }));
    }

    /** The second question of a listing. */
    private Pinned theJobOfAListing() {
        ObjectNode body = body(job, "listing");
        String id = body.path("job_id").asText();
        ObjectNode start = body(files, "aJobWasStarted");
        entry(start, 0).put("job_id", id);
        body.put("server_id", listed);
        Sent second = new Sent(job.operation(), Map.of("job_id", id), Map.of(), Optional.empty(), files.call());
        return shaped(second, "a job of a listing, ended")
                .answered(200, body, outcome -> assertThat(
                                outcome.answer(ShareListing.class).files())
                        .isNotEmpty())
                .beside(shaped(files, "the start of the listing").answered(200, start, outcome -> {}));
    }

    /** What the client asks after a listing was started. */
    private Pinned ended(JsonNode start) {
        String id = start.path("jobs").path(0).path("job_id").asText();
        ObjectNode body = body(job, "listing").put("job_id", id).put("server_id", listed);
        return shaped(job(id), "the job of the listing").answered(200, body, outcome -> {});
    }

    private Pinned theJobFailed() {
        ObjectNode body = body(job, "succeeded");
        body.put("server_id", "a-server")
                .put("status", -1)
                .put("error_code", "CPS.9999")
                .put("error_msg", "A reason of a later day.");
        return exchange(job, "a job that failed with a code that no catalogue has")
                .given(States.JOBS, started("a-request", array(body)))
                .answered(200, body, job(one -> {
                    assertThat(one.status()).isEqualTo(ShowJobResponse.STATUS_FAILED);
                    assertThat(one.errorCode()).isEqualTo("CPS.9999");
                }));
    }

    private Pinned theJobIsInAnUnknownState() {
        ObjectNode body = body(job, "succeeded");
        body.put("server_id", "a-server").put("status", 7).putNull("end_time");
        return exchange(job, "a job with a status that no document has")
                .given(States.JOBS, started("a-request", array(body)))
                .answered(200, body, job(one -> assertThat(one.status()).isEqualTo(7)));
    }

    private Pinned theJobOfALaterDay() {
        ObjectNode body = body(job, "listing");
        body.remove(List.of("end_time", "execute_msg", "server_id"));
        body.put("a_later_field", LATER);
        return shaped(job, "a job without what may be missing, and with a field of a later day")
                .answered(200, body, job(one -> {
                    assertThat(one.serverId()).isNull();
                    assertThat(one.endTime()).isNull();
                }));
    }

    // ListShareFiles

    private Pinned aListingWasStarted() {
        ObjectNode body = body(files, "aJobWasStarted");
        return exchange(files, "a listing")
                .given(States.SERVERS, told(body.path("jobs")))
                .answered(200, body, outcome -> assertThat(
                                outcome.answer(ShareListing.class).serverId())
                        .isEqualTo(listed))
                .beside(ended(body));
    }

    private Pinned aListingWasRefused() {
        ObjectNode body = body(files, "serverRefused");
        return exchange(files, "a listing that the server refuses, having no shared storage")
                .given(
                        States.NO_SHARED_STORAGE,
                        Map.of("server_id", entry(body, 0).path("server_id").asText()))
                .answered(200, body, outcome -> assertThat(
                                outcome.failure(ShareListingException.class).errorCode())
                        .isEqualTo("CPS.0137"));
    }

    private Pinned aListingOfALaterDay() {
        ObjectNode body = body(files, "aJobWasStarted");
        body.put("a_later_field", LATER);
        entry(body, 0).put("a_later_field", LATER);
        return shaped(files, "a listing that is answered with fields of a later day")
                .answered(200, body, outcome -> assertThat(
                                outcome.answer(ShareListing.class).serverId())
                        .isEqualTo(listed))
                .beside(ended(body));
    }

    // ListCloudPhoneServers

    private Pinned oneServer() {
        ObjectNode body = body(servers, "oneServer");
        return exchange(servers, "the servers")
                .given(States.SERVERS, told(body.path("servers")))
                .answered(200, body, servers(found -> assertThat(found)
                        .singleElement()
                        .satisfies(one -> {
                            assertThat(one.id())
                                    .isEqualTo(body.path("servers")
                                            .path(0)
                                            .path("server_id")
                                            .asText());
                            assertThat(one.state()).isEqualTo(Server.State.NORMAL);
                            assertThat(one.phoneModel()).isNotBlank();
                        })))
                // Its model may promise shared storage.
                .beside(modelsWithAndWithout());
    }

    private Pinned noServer() {
        return exchange(servers, "the servers, of which there are none")
                .given(States.SERVERS, Map.of("servers", List.of()))
                .answered(200, body(servers, "noServer"), servers(found -> assertThat(found)
                        .isEmpty()));
    }

    private Pinned aServerInAnUnknownState() {
        ObjectNode body = body(servers, "oneServer");
        ((ObjectNode) body.path("servers").path(0)).put("status", 42);
        return exchange(servers, "the servers, one in a state that no document has")
                .given(States.SERVERS, told(body.path("servers")))
                .answered(200, body, servers(found -> assertThat(found)
                        .extracting(Server::state, Server::status)
                        .containsExactly(tuple(Server.State.UNKNOWN, 42))))
                .beside(modelsWithAndWithout());
    }

    private Pinned serversOfALaterDay() {
        ObjectNode body = body(servers, "oneServer");
        body.remove("count");
        body.put("a_later_field", LATER);
        ObjectNode server = (ObjectNode) body.path("servers").path(0);
        server.remove(List.of("status", "phone_model_name", "update_time"));
        server.putObject("a_later_object").put("depth", "one");
        return shaped(servers, "the servers without what may be missing, and with fields of a later day")
                .answered(200, body, servers(found -> assertThat(found)
                        .isNotEmpty()
                        .extracting(Server::status)
                        .containsOnlyNulls()));
    }

    // ShowCloudPhoneServerDetail

    private String serverOf(String example) {
        return contract.operation("showCloudPhoneServerDetail")
                .answer(example)
                .body()
                .path("server_id")
                .asText();
    }

    private Sent details(String id) {
        return new Sent(
                contract.operation("showCloudPhoneServerDetail"),
                Map.of("server_id", id),
                Map.of(),
                Optional.empty(),
                client -> client.server(id));
    }

    private Pinned aServerWithSharedStorage() {
        Sent details = details(serverOf("withSharedStorage"));
        ObjectNode body = body(details, "withSharedStorage");
        ObjectNode told = body.deepCopy();
        told.put("version", body.path("share_volume_info").path("version").asInt());
        return exchange(details, "a server that tells its shared storage")
                .given(States.SERVERS, told(array(told)))
                .answered(200, body, details(one -> {
                    assertThat(one.id()).isEqualTo(body.path("server_id").asText());
                    assertThat(one.sharedStorageGb())
                            .isEqualTo(
                                    body.path("share_volume_info").path("size").asInt());
                    assertThat(one.supportsSharedStorage()).isEqualTo(Support.YES);
                }));
    }

    private Pinned aServerThatTellsNothing() {
        Sent details = details(serverOf("withoutShareVolume"));
        ObjectNode body = body(details, "withoutShareVolume");
        return exchange(details, "a server that tells nothing of shared storage")
                .given(States.SERVERS, told(array(body)))
                .answered(200, body, details(one -> assertThat(one.sharedStorageGb())
                        .isNull()))
                .beside(modelsWithAndWithout());
    }

    private Pinned aServerOfALaterDay() {
        Sent details = details(serverOf("withSharedStorage"));
        ObjectNode body = body(details, "withSharedStorage");
        body.put("a_later_field", LATER);
        ((ObjectNode) body.path("share_volume_info")).put("version", 2).put("a_later_field", LATER);
        return shaped(details, "a server with a shared storage and fields of a later day")
                .answered(200, body, details(one -> assertThat(one.sharedStorageGb())
                        .isEqualTo(body.path("share_volume_info").path("size").asInt())));
    }

    // ListCloudPhoneModels

    private Pinned modelsWithAndWithout() {
        ObjectNode body = body(models, "withAndWithoutSharedStorage");
        return exchange(models, "the phone models")
                .given(States.SERVERS, Map.of("servers", List.of()))
                .answered(200, body, models(found -> {
                    assertThat(found).hasSize(2);
                    assertThat(found.get(0).maxSharedStorageGb()).isNull();
                    assertThat(found.get(1).maxSharedStorageGb()).isPositive();
                }));
    }

    private Pinned modelsWithoutAnExtendSpec() {
        ObjectNode body = body(models, "withAndWithoutSharedStorage");
        ObjectNode first = (ObjectNode) body.path("phone_models").path(0);
        first.remove("extend_spec");
        first.put("a_later_field", LATER);
        ((ObjectNode) body.path("phone_models").path(1)).put("extend_spec", "no JSON");
        return shaped(models, "the phone models, with nothing or anything for an extend_spec")
                .answered(200, body, models(found -> assertThat(found)
                        .extracting(PhoneModel::supportsSharedStorage)
                        .containsExactly(Support.CANNOT_TELL, Support.CANNOT_TELL)));
    }

    private Pinned failed(Sent sent, Contract.Answer answer) {
        DocumentedFailure failure = new DocumentedFailure(answer);
        String description = sent.operation().id() + ", answered with " + answer.status() + ": " + answer.name();
        return exchange(sent, description)
                .given(States.FAILS, failure.parameters(sent.operation()))
                .answered(answer.status(), answer.body(), failure::check);
    }

    private static Sent query(Operation operation, Map<String, String> query, Function<CphShareClient, ?> call) {
        return new Sent(operation, Map.of(), query, Optional.empty(), call);
    }

    private Exchange exchange(Sent sent, String description) {
        return new Exchange(contract, description, sent);
    }

    private Exchange shaped(Sent sent, String description) {
        return exchange(sent, description).given(States.ANOTHER_SHAPE, Map.of());
    }

    /** The parameters of {@link States#JOBS}: jobs that are told so were started by a request. */
    private static Map<String, Object> started(String requestId, JsonNode jobs) {
        List<Object> started = new ArrayList<>();
        for (JsonNode job : jobs) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("request_id", requestId);
            put(one, job, "server_id", "job_id", "status", "error_code", "error_msg");
            started.add(one);
        }
        return Map.of("jobs", started);
    }

    /** The parameters of {@link States#SERVERS}. */
    private static Map<String, Object> told(JsonNode servers) {
        List<Object> told = new ArrayList<>();
        for (JsonNode server : servers) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("status", io.github.cphshare.generated.model.Server.STATUS_NORMAL);
            one.put("phone_model_name", "any");
            put(one, server, "server_id", "status", "phone_model_name", "version");
            told.add(one);
        }
        return Map.of("servers", told);
    }

    private static void put(Map<String, Object> map, JsonNode from, String... names) {
        for (String name : names) {
            JsonNode value = from.path(name);
            if (value.isNumber()) {
                map.put(name, value.intValue());
            } else if (value.isTextual()) {
                map.put(name, value.textValue());
            }
        }
    }

    private static List<?> list(Map<String, Object> jobs) {
        return (List<?>) jobs.get("jobs");
    }

    private static ArrayNode array(JsonNode one) {
        return JsonNodeFactory.instance.arrayNode().add(one);
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static ObjectNode body(Sent sent, String example) {
        return sent.operation().answer(example).body().deepCopy();
    }

    private static ObjectNode entry(ObjectNode body, int index) {
        return (ObjectNode) body.path("jobs").path(index);
    }

    private static Consumer<Outcome> jobs(Consumer<List<Job>> check) {
        return outcome -> check.accept(outcome.answer(ListJobsResponse.class).jobs());
    }

    private static Consumer<Outcome> job(Consumer<ShowJobResponse> check) {
        return outcome -> check.accept(outcome.answer(ShowJobResponse.class));
    }

    private static Consumer<Outcome> outcomes(Consumer<List<ServerOutcome>> check) {
        return outcome -> check.accept(outcome.answer(PushOutcome.class).servers());
    }

    private static Consumer<Outcome> servers(Consumer<List<Server>> check) {
        return outcome -> check.accept(all(outcome, Server.class));
    }

    private static Consumer<Outcome> details(Consumer<Server> check) {
        return outcome -> check.accept(outcome.answer(Server.class));
    }

    private static Consumer<Outcome> models(Consumer<List<PhoneModel>> check) {
        return outcome -> check.accept(all(outcome, PhoneModel.class));
    }

    private static <T> List<T> all(Outcome outcome, Class<T> type) {
        List<?> found = outcome.answer(List.class);
        return found.stream().map(type::cast).toList();
    }
}
