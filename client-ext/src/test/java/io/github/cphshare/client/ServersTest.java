package io.github.cphshare.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cphshare.client.error.MalformedResponseException;
import io.github.cphshare.client.error.NotFoundException;
import io.github.cphshare.client.server.PhoneModel;
import io.github.cphshare.client.server.PreflightFinding;
import io.github.cphshare.client.server.PreflightReport;
import io.github.cphshare.client.server.Server;
import io.github.cphshare.client.server.Support;
import io.github.cphshare.client.validation.InvalidRequestException;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers and phone models, on a service of a few lines: what is asked, and what is made of the answers. */
class ServersTest {
    private static final String MODELS = """
            {"phone_models":[
              {"phone_model_name":"sharing","server_model_name":"big","status":1,"phone_capacity":60,
               "extend_spec":"{\\"eip_count\\":1,\\"max_share_disk_size_g\\":50}"},
              {"phone_model_name":"plain","server_model_name":"big","status":0,"extend_spec":"{\\"eip_count\\":1}"},
              {"phone_model_name":"mute"},
              {"phone_model_name":"garbled","extend_spec":"{\\"max_share_disk_size_g\\":"},
              {"phone_model_name":"twofold","server_model_name":"big","extend_spec":"{}"},
              {"phone_model_name":"twofold","server_model_name":"small","extend_spec":"{\\"max_share_disk_size_g\\":5}"},
              {"server_model_name":"nameless"},
              null]}""";

    private final Map<String, String> details = new LinkedHashMap<>();
    private String unknown = "{\"error_code\":\"CPS.0015\",\"error_msg\":\"server_id not found.\"}";
    private final List<String> servers = new ArrayList<>();
    private final RawServer service = new RawServer(this::answer);
    private final CphShareClient client = Clients.of(service.url()).build();

    @AfterEach
    void stop() throws IOException {
        client.close();
        service.close();
    }

    private void answer(String request, Socket connection) throws IOException {
        String target = request.split(" ", 3)[1].replaceFirst(".*/cloud-phone/", "");
        if (target.startsWith("phone-models?")) {
            ok(MODELS, connection);
        } else if (target.startsWith("servers?")) {
            int offset = Integer.parseInt(target.replaceFirst(".*offset=(\\d+).*", "$1"));
            ok(
                    "{\"count\":" + servers.size() + ",\"servers\":["
                            + servers.stream().skip(offset).limit(100).collect(Collectors.joining(",")) + "]}",
                    connection);
        } else {
            String one = details.get(target.replaceFirst("servers/", ""));
            if (one == null) {
                RawServer.answer("404 Not Found", unknown).answer("", connection);
            } else {
                ok(one, connection);
            }
        }
    }

    private static void ok(String body, Socket connection) throws IOException {
        RawServer.answer("200 OK\r\nContent-Type: application/json", body).answer("", connection);
    }

    private void server(String id, int status, String model, String more) {
        String fields = "\"server_id\":\"" + id + "\",\"server_name\":\"name of " + id + "\",\"status\":" + status
                + ",\"phone_model_name\":\"" + model + "\",\"server_model_name\":\"big\"";
        servers.add("{" + fields + "}");
        details.put(id, "{" + fields + more + "}");
    }

    private List<String> asked() {
        return service.requests().stream()
                .map(request -> request.split(" ", 3)[1].replaceFirst(".*/cloud-phone/", ""))
                .toList();
    }

    @Test
    void servers_come_page_by_page_as_they_are_needed() {
        IntStream.range(0, 250).forEach(i -> server("s" + i, 5, "sharing", ""));

        assertThat(client.servers().limit(3)).extracting(Server::id).containsExactly("s0", "s1", "s2");
        assertThat(asked()).containsExactly("servers?offset=0&limit=100", "phone-models?offset=0&limit=100");
        assertThat(client.servers()).hasSize(250);
        assertThat(asked())
                .endsWith(
                        "servers?offset=0&limit=100",
                        "phone-models?offset=0&limit=100",
                        "servers?offset=100&limit=100",
                        "servers?offset=200&limit=100");
    }

    @Test
    void a_server_that_moves_to_the_next_page_is_told_once_and_a_service_that_does_not_page_ends() {
        IntStream.range(0, 99).forEach(i -> server("s" + i, 5, "sharing", ""));
        server("moved", 5, "sharing", "");
        servers.add(servers.get(99));
        servers.add("{\"server_id\":\"\"}");
        servers.add("null");
        server("last", 5, "sharing", "");

        assertThat(client.servers())
                .extracting(Server::id)
                .hasSize(101)
                .doesNotHaveDuplicates()
                .endsWith("last");
    }

    @Test
    void details_are_asked_for_where_the_list_cannot_tell_and_the_models_once_for_all() {
        server("sharing", 5, "sharing", "");
        server("plain", 5, "plain", "");
        server("volume", 5, "plain", ",\"share_volume_info\":{\"size\":7}");
        server("gone", 5, "plain", "");
        server("no/id", 5, "plain", "");
        details.remove("gone"); // After the list was made.

        assertThat(client.serversInDetail())
                .extracting(Server::id, Server::supportsSharedStorage)
                .containsExactly(
                        tuple("sharing", Support.YES),
                        tuple("plain", Support.NO),
                        tuple("volume", Support.YES),
                        tuple("no/id", Support.CANNOT_TELL));
        assertThat(asked())
                .containsExactly(
                        "servers?offset=0&limit=100",
                        "phone-models?offset=0&limit=100",
                        "servers/plain",
                        "servers/volume",
                        "servers/gone");
    }

    @Test
    void details_that_somebody_before_the_service_does_not_find_are_a_failure() {
        server("plain", 5, "plain", "");
        details.clear();
        unknown = "<html>no route</html>";

        assertThatThrownBy(() -> client.serversInDetail().toList()).isInstanceOf(NotFoundException.class);
    }

    @Test
    void nothing_is_an_empty_list() {
        assertThat(client.servers()).isEmpty();
    }

    @Test
    void states_are_named_and_one_that_no_document_knows_is_kept() {
        int[] statuses = {0, 1, 2, 3, 4, 5, 8, 10, 11, 12, 13, 42};
        for (int status : statuses) {
            server("s" + status, status, "sharing", "");
        }

        assertThat(client.servers())
                .extracting(Server::state)
                .containsExactly(
                        Server.State.CREATING,
                        Server.State.CREATING,
                        Server.State.ABNORMAL,
                        Server.State.CREATING,
                        Server.State.CREATING,
                        Server.State.NORMAL,
                        Server.State.FROZEN,
                        Server.State.SHUT_DOWN,
                        Server.State.SHUTTING_DOWN,
                        Server.State.SHUTDOWN_FAILED,
                        Server.State.STARTING,
                        Server.State.UNKNOWN);
        assertThat(client.server("s42").status()).isEqualTo(42);
    }

    @Test
    void shared_storage_is_told_by_the_volume_by_the_model_or_not_at_all() {
        server("volume", 5, "plain", ",\"share_volume_info\":{\"size\":50,\"version\":1}");
        server("by-model", 5, "sharing", "");
        server("none", 5, "plain", "");
        server("mute", 5, "mute", "");
        server("garbled", 5, "garbled", "");
        server("unheard", 5, "unheard", "");
        server("twofold", 5, "twofold", "");

        assertThat(details.keySet())
                .extracting(id -> client.server(id).supportsSharedStorage())
                .containsExactly(
                        Support.YES,
                        Support.YES,
                        Support.NO,
                        Support.CANNOT_TELL,
                        Support.CANNOT_TELL,
                        Support.CANNOT_TELL,
                        Support.NO);
        assertThat(client.server("volume").sharedStorageGb()).isEqualTo(50);
        assertThat(client.servers().filter(server -> server.supportsSharedStorage() == Support.NO))
                .as("a list does not show volumes")
                .isEmpty();
    }

    @Test
    void phone_models_are_told_with_what_can_be_read() {
        assertThat(client.phoneModels())
                .extracting(
                        PhoneModel::name,
                        PhoneModel::sold,
                        PhoneModel::maxSharedStorageGb,
                        PhoneModel::supportsSharedStorage)
                .containsExactly(
                        tuple("sharing", true, 50, Support.YES),
                        tuple("plain", false, null, Support.NO),
                        tuple("mute", null, null, Support.CANNOT_TELL),
                        tuple("garbled", null, null, Support.CANNOT_TELL),
                        tuple("twofold", null, null, Support.NO),
                        tuple("twofold", null, 5, Support.YES));
    }

    @Test
    void a_server_that_is_not_there_is_a_failure_and_an_id_that_changes_the_path_is_refused() {
        assertThatThrownBy(() -> client.server("nobody")).isInstanceOf(NotFoundException.class);
        int before = asked().size();
        assertThatThrownBy(() -> client.server("../jobs")).isInstanceOf(InvalidRequestException.class);
        assertThat(asked()).hasSize(before);
    }

    @Test
    void a_preflight_finds_everything_that_speaks_against_a_push() {
        server("good", 5, "sharing", "");
        server("frozen", 8, "sharing", "");
        server("off", 10, "plain", "");
        server("odd", 42, "mute", "");

        PreflightReport report = client.preflight(Clients.request("good", "frozen", "off", "odd", "nobody"));

        assertThat(report.findings())
                .extracting(
                        PreflightFinding::serverId, finding -> finding.rule().id())
                .containsExactly(
                        tuple("frozen", "server.state"),
                        tuple("off", "server.state"),
                        tuple("off", "storage.none"),
                        tuple("odd", "server.state-unknown"),
                        tuple("odd", "storage.unknown"),
                        tuple("nobody", "server.missing"));
        assertThat(report.ok()).isFalse();
        assertThat(report.pushable()).containsExactly("good", "odd");
        assertThat(report.servers()).extracting(Server::id).containsExactly("good", "frozen", "off", "odd");
        assertThat(report).hasToString("PreflightReport{2 of 5 servers can be pushed to, 6 findings}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error_code\":\"APIGW.0101\",\"error_msg\":\"The API does not exist\"}",
                "{\"code\":404,\"message\":\"no route\"}",
                "<html>Not Found</html>",
                "",
            })
    void a_preflight_takes_nothing_but_the_word_of_the_service_for_a_missing_server(String body) {
        unknown = body;
        server("s1", 5, "mute", "");

        assertThatThrownBy(() -> client.preflight(Clients.request("nobody")))
                .as("the endpoint is wrong, not the server")
                .isInstanceOf(NotFoundException.class);
        details.clear();
        assertThatThrownBy(() -> client.preflight(Clients.request("s1", "s2", "s3")))
                .isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"status\":5}", "{\"server_id\":\"s2\",\"status\":5}", "{\"ok\":true}"})
    void an_answer_that_does_not_tell_of_the_server_is_no_answer(String body) {
        details.put("s1", body);

        assertThatThrownBy(() -> client.server("s1")).isInstanceOf(MalformedResponseException.class);
        assertThatThrownBy(() -> client.preflight(Clients.request("s1")))
                .isInstanceOf(MalformedResponseException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"ok\":true}"})
    void an_answer_without_a_list_is_not_an_empty_list(String body) throws IOException {
        try (RawServer other = new RawServer(RawServer.answer("200 OK", body));
                CphShareClient asking = Clients.of(other.url()).build()) {
            assertThatThrownBy(() -> asking.servers().toList()).isInstanceOf(MalformedResponseException.class);
            assertThatThrownBy(() -> asking.phoneModels().toList()).isInstanceOf(MalformedResponseException.class);
            assertThatThrownBy(() -> asking.preflight(Clients.request("s1", "s2", "s3")))
                    .isInstanceOf(MalformedResponseException.class);
        }
    }

    @Test
    void a_list_that_is_null_is_empty_where_the_answer_is_otherwise_the_documented_one() throws IOException {
        try (RawServer other = new RawServer(
                        RawServer.answer("200 OK", "{\"request_id\":\"r\",\"servers\":null,\"phone_models\":null}"));
                CphShareClient asking = Clients.of(other.url()).build()) {
            assertThat(asking.servers()).isEmpty();
            assertThat(asking.phoneModels()).isEmpty();
        }
    }

    @Test
    void a_preflight_of_many_lists_and_of_few_among_many_looks_them_up() {
        IntStream.range(0, 950).forEach(i -> server("s" + i, 5, "sharing", ""));

        assertThat(client.preflight(Clients.request("s1", "s949")).findings()).isEmpty();
        assertThat(asked()).containsExactly("servers/s1", "phone-models?offset=0&limit=100", "servers/s949");

        int before = asked().size();
        assertThat(client.preflight(Clients.request("s1", "s500", "s600", "s949"))
                        .ok())
                .isTrue();
        assertThat(asked().subList(before, asked().size()))
                .as("one page, since nine more would cost more than three servers")
                .containsExactly(
                        "servers?offset=0&limit=100",
                        "phone-models?offset=0&limit=100",
                        "servers/s500",
                        "servers/s600",
                        "servers/s949");

        int later = asked().size();
        String[] all = IntStream.range(0, 950).mapToObj(i -> "s" + i).toArray(String[]::new);
        assertThat(client.preflight(Clients.request(all)).ok()).isTrue();
        assertThat(asked().size() - later).as("ten pages and the models").isEqualTo(11);
    }
}
