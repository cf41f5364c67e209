package io.github.cphshare.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cphshare.client.error.MalformedResponseException;
import io.github.cphshare.client.error.NotFoundException;
import io.github.cphshare.client.error.PermissionDeniedException;
import io.github.cphshare.client.error.ServiceException;
import io.github.cphshare.client.server.PhoneModel;
import io.github.cphshare.client.server.PreflightFinding;
import io.github.cphshare.client.server.PreflightReport;
import io.github.cphshare.client.server.Server;
import io.github.cphshare.client.server.Support;
import io.github.cphshare.client.validation.InvalidRequestException;
import java.io.IOException;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    private static final String DETAILS = """
            {"server_id":"s1","server_name":"one","server_model_name":"big","phone_model_name":"mute",
             "availability_zone":"az","status":5,"create_time":"2021-11-11T08:33:40Z","share_volume_info":{"size":50}}""";

    private String models = MODELS;
    private boolean modelsRefused;
    private boolean counts = true;
    private int pageSize = 100;
    private final Map<String, String> details = new LinkedHashMap<>();
    private String unknown = "{\"error_code\":\"CPS.0015\",\"error_msg\":\"server_id not found.\"}";
    private String statusOfUnknown = "404 Not Found";
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
            if (modelsRefused) {
                RawServer.answer("403 Forbidden", "{\"error_code\":\"CPS.0001\",\"error_msg\":\"No permission.\"}")
                        .answer("", connection);
            } else {
                ok(models, connection);
            }
        } else if (target.startsWith("servers?")) {
            int offset = Integer.parseInt(target.replaceFirst(".*offset=(\\d+).*", "$1"));
            ok(
                    (counts ? "{\"count\":" + servers.size() + "," : "{") + "\"servers\":["
                            + servers.stream().skip(offset).limit(pageSize).collect(Collectors.joining(",")) + "]}",
                    connection);
        } else {
            String one = details.get(target.replaceFirst("servers/", ""));
            if (one == null) {
                RawServer.answer(statusOfUnknown, unknown).answer("", connection);
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
    void a_short_page_is_not_the_last_where_the_service_says_that_there_are_more() {
        IntStream.range(0, 90).forEach(i -> server("s" + i, 5, "sharing", ""));
        pageSize = 40;

        assertThat(client.servers()).hasSize(90);
        assertThat(asked())
                .containsExactly(
                        "servers?offset=0&limit=100",
                        "phone-models?offset=0&limit=100",
                        "servers?offset=40&limit=100",
                        "servers?offset=80&limit=100");
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

    @ParameterizedTest
    @ValueSource(ints = {100, 150})
    void a_service_that_gives_all_of_its_servers_whatever_page_is_asked_for_is_asked_twice(int number)
            throws IOException {
        String all = IntStream.range(0, number)
                .mapToObj(i -> "{\"server_id\":\"s" + i + "\"}")
                .collect(Collectors.joining(",", "{\"servers\":[", "]}"));
        try (RawServer other = new RawServer(RawServer.answer("200 OK", all));
                CphShareClient asking = Clients.of(other.url()).build()) {
            assertThat(asking.servers()).hasSize(number);
            assertThat(other.requests()).hasSize(2);
        }
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

    private Server told(String answer) {
        details.put("s1", answer);
        return client.server("s1");
    }

    @Test
    void a_server_is_told_with_all_that_the_service_says_of_it() {
        assertThat(told(DETAILS))
                .hasToString("Server{s1, NORMAL, shared storage YES}")
                .extracting(
                        Server::id,
                        Server::name,
                        Server::serverModel,
                        Server::phoneModel,
                        Server::availabilityZone,
                        Server::createTime,
                        Server::sharedStorageGb)
                .containsExactly("s1", "one", "big", "mute", "az", Instant.parse("2021-11-11T08:33:40Z"), 50);
        servers.add(DETAILS);
        assertThat(client.servers())
                .singleElement()
                .extracting(
                        Server::name,
                        Server::serverModel,
                        Server::phoneModel,
                        Server::availabilityZone,
                        Server::createTime,
                        Server::sharedStorageGb)
                .containsExactly("one", "big", "mute", "az", Instant.parse("2021-11-11T08:33:40Z"), null);
    }

    @Test
    void what_the_service_says_of_a_server_in_no_readable_way_is_not_told() {
        Server server = told(DETAILS.replace("2021-11-11T08:33:40Z", "yesterday")
                .replace("\"one\"", "\" \"")
                .replace(":5,", ":42,"));

        assertThat(server.createTime()).isNull();
        assertThat(server.name()).isNull();
        assertThat(server).hasToString("Server{s1, UNKNOWN 42, shared storage YES}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"one\"`, `\"two\"`",
                "big,  small",
                "mute, unheard",
                "az,   another",
                "`:5,`,   `:42,`",
                "2021, 2022",
                "50,   60",
                "`\"size\":50`, `\"size\":null`",
            })
    void servers_are_equal_of_which_the_same_is_told(String said, String otherwise) {
        Server server = told(DETAILS);

        assertThat(told(DETAILS)).isEqualTo(server).hasSameHashCodeAs(server);
        assertThat(told(DETAILS.replace(said, otherwise))).isNotEqualTo(server);
    }

    @Test
    void servers_are_not_equal_that_differ_in_their_id_alone_or_in_their_shared_storage_alone() {
        details.put("s2", DETAILS.replace("s1", "s2"));
        assertThat(client.server("s2")).isNotEqualTo(told(DETAILS));

        assertThat(told(DETAILS.replace("{\"size\":50}", "null"))).isNotEqualTo(told(DETAILS.replace("50", "null")));
    }

    private PhoneModel toldModel(String answer) {
        models = "{\"phone_models\":[" + answer + "]}";
        return client.phoneModels().findFirst().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "sharing,   other",
                "big,       small",
                "`:1,`,     `:0,`",
                "60,        50",
                "720x1280,  540x960",
                "`g\\\":7`, `g\\\":8`",
            })
    void phone_models_are_equal_of_which_the_same_is_told(String said, String otherwise) {
        String all = """
                {"phone_model_name":"sharing","server_model_name":"big","status":1,"phone_capacity":60,
                 "resolution":"720x1280","extend_spec":"{\\"max_share_disk_size_g\\":7}"}""";
        PhoneModel model = toldModel(all);

        assertThat(toldModel(all))
                .isEqualTo(model)
                .hasSameHashCodeAs(model)
                .hasToString("PhoneModel{sharing on big, shared storage YES}");
        assertThat(model.phonesOnServer()).isEqualTo(60);
        assertThat(model.resolution()).isEqualTo("720x1280");
        assertThat(toldModel(all.replace(said, otherwise))).isNotEqualTo(model);
    }

    @Test
    void a_phone_model_that_has_no_gigabyte_to_share_shares_nothing_and_one_that_says_nothing_is_another() {
        PhoneModel none =
                toldModel("{\"phone_model_name\":\"m\",\"extend_spec\":\"{\\\"max_share_disk_size_g\\\":0}\"}");
        PhoneModel silent = toldModel("{\"phone_model_name\":\"m\",\"extend_spec\":\"{}\"}");

        assertThat(none.supportsSharedStorage()).isEqualTo(Support.NO);
        assertThat(silent.supportsSharedStorage()).isEqualTo(Support.NO);
        assertThat(toldModel("{\"phone_model_name\":\"m\"}"))
                .as("of this one it cannot be told")
                .isNotEqualTo(silent);
    }

    @Test
    void the_phone_model_for_the_servers_model_decides_or_else_all_of_its_name_where_they_agree() {
        String any = "{\"server_id\":\"s1\",\"server_model_name\":\"%s\",\"phone_model_name\":\"%s\"}";

        assertThat(told(any.formatted("small", "twofold")).supportsSharedStorage())
                .isEqualTo(Support.YES);
        assertThat(told(any.formatted("huge", "sharing")).supportsSharedStorage())
                .isEqualTo(Support.YES);
        assertThat(told(any.formatted("huge", "twofold")).supportsSharedStorage())
                .isEqualTo(Support.CANNOT_TELL);
    }

    @Test
    void a_server_of_which_nothing_is_said_but_its_id_may_be_pushed_to_all_the_same() {
        details.put("s1", "{\"server_id\":\"s1\"}");

        PreflightReport report = client.preflight(Clients.request("s1"));

        assertThat(report.findings())
                .extracting(PreflightFinding::message)
                .containsExactly(
                        "The service does not say in which state the server is.",
                        "The service does not say whether the server has shared storage.");
        assertThat(report.ok()).isTrue();
        assertThat(report.pushable()).containsExactly("s1");
        assertThat(asked()).as("no phone model to ask for").containsExactly("servers/s1");
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
    void of_two_models_of_the_same_name_that_disagree_none_is_believed() {
        String plain = "{\"phone_model_name\":\"m\",\"server_model_name\":\"big\",\"extend_spec\":\"{}\"}";
        String sharing = plain.replace("{}", "{\\\"max_share_disk_size_g\\\":5}");
        models = "{\"phone_models\":[" + String.join(",", sharing, sharing, plain) + "]}";
        server("s1", 5, "m", "");

        assertThat(client.phoneModels()).as("what is told twice is one").hasSize(2);
        assertThat(client.server("s1").supportsSharedStorage()).isEqualTo(Support.CANNOT_TELL);
    }

    @Test
    void who_may_not_list_phone_models_is_told_of_the_servers_all_the_same() {
        modelsRefused = true;
        server("s1", 5, "sharing", "");
        server("s2", 5, "sharing", ",\"share_volume_info\":{\"size\":50}");
        server("s3", 5, "sharing", "");

        assertThat(client.servers())
                .extracting(Server::id, Server::supportsSharedStorage)
                .containsExactly(
                        tuple("s1", Support.CANNOT_TELL),
                        tuple("s2", Support.CANNOT_TELL),
                        tuple("s3", Support.CANNOT_TELL));
        int before = asked().size();
        PreflightReport report = client.preflight(Clients.request("s1", "s2", "s3"));

        assertThat(report.pushable()).containsExactly("s1", "s2", "s3");
        assertThat(report.findings())
                .extracting(PreflightFinding::toString)
                .containsExactly(
                        "s1: The service does not say whether the server has shared storage, and these credentials may not"
                                + " list the phone models, which might (CPS.0001). [storage.unknown]",
                        "s3: The service does not say whether the server has shared storage, and these credentials may not"
                                + " list the phone models, which might (CPS.0001). [storage.unknown]");
        assertThat(asked().subList(before, asked().size()).stream().filter(url -> url.startsWith("phone-models")))
                .as("asked once, and not for each server")
                .hasSize(1);
        assertThatThrownBy(() -> client.phoneModels().toList()).isInstanceOf(PermissionDeniedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CPS.0016", "CPS0097"})
    void an_id_that_the_service_takes_for_none_is_a_missing_server_and_the_others_are_looked_at(String code) {
        server("s1", 5, "sharing", "");
        server("s2", 5, "sharing", "");
        unknown = "{\"error_code\":\"" + code + "\",\"error_msg\":\"server_id is invalid.\"}";
        statusOfUnknown = "400 Bad Request";

        PreflightReport report = client.preflight(Clients.request("s1", "a-phone", "s2"));

        assertThat(report.pushable()).containsExactly("s1", "s2");
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(PreflightFinding.Rule.SERVER_MISSING);
            assertThat(finding.serverId()).isEqualTo("a-phone");
        });
        assertThatThrownBy(() -> client.server("a-phone")).isInstanceOf(ServiceException.class);
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
        assertThat(report.findings().get(3).message())
                .isEqualTo("The server has the status 42, which no document knows.");
        assertThat(report.ok()).isFalse();
        assertThat(report.pushable()).containsExactly("good", "odd");
        assertThat(report.servers()).extracting(Server::id).containsExactly("good", "frozen", "off", "odd");
        assertThat(report).hasToString("PreflightReport{2 of 5 servers can be pushed to, 6 findings}");
    }

    @Test
    void preflights_are_equal_that_asked_and_found_the_same() {
        server("s1", 5, "sharing", "");
        server("s2", 5, "sharing", "");
        PreflightReport report = client.preflight(Clients.request("s1", "s2", "nobody"));

        assertThat(client.preflight(Clients.request("s1", "s2", "nobody")))
                .isEqualTo(report)
                .hasSameHashCodeAs(report);
        assertThat(client.preflight(Clients.request("s1", "nobody", "s2")))
                .as("other in order only")
                .isNotEqualTo(report);
        server("s2", 5, "sharing", ",\"availability_zone\":\"az\"");
        servers.clear();
        assertThat(client.preflight(Clients.request("s1", "s2", "nobody")))
                .as("of s2 something else is told")
                .isNotEqualTo(report);
    }

    @Test
    void findings_are_equal_that_say_the_same_of_the_same_server() {
        server("off", 10, "plain", "");
        List<PreflightFinding> first =
                client.preflight(Clients.request("off", "nobody")).findings();
        List<PreflightFinding> again =
                client.preflight(Clients.request("off", "no-one")).findings();
        server("off", 2, "plain", "");
        List<PreflightFinding> later =
                client.preflight(Clients.request("off", "nobody")).findings();

        assertThat(first)
                .extracting(PreflightFinding::toString)
                .containsExactly(
                        "off: The server is not running (SHUT_DOWN); a push would be refused with CPS.0099. [server.state]",
                        "off: The server has no shared storage; a push would be refused with CPS.0137. [storage.none]",
                        "nobody: There is no such server in the project. [server.missing]");
        assertThat(again.get(0)).isEqualTo(first.get(0)).hasSameHashCodeAs(first.get(0));
        assertThat(again.get(2)).as("another server").isNotEqualTo(first.get(2));
        assertThat(later.get(0)).as("another state").isNotEqualTo(first.get(0));
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

    private List<String> askedBy(String... ids) {
        int before = asked().size();
        client.preflight(Clients.request(ids));
        return asked().subList(before, asked().size()).stream()
                .filter(target -> target.startsWith("servers"))
                .map(target -> target.replaceFirst("servers.", "").replace("&limit=100", ""))
                .toList();
    }

    @Test
    void a_preflight_lists_on_where_that_takes_fewer_calls_than_to_look_up_who_is_left() {
        IntStream.range(0, 250).forEach(i -> server("s" + i, 5, "sharing", ""));

        assertThat(askedBy("s1", "s150", "s249"))
                .as("two are left, and two pages")
                .containsExactly("offset=0", "s150", "s249");
        assertThat(askedBy("s1", "s150", "s151", "s249"))
                .as("three are left, and then one")
                .containsExactly("offset=0", "offset=100", "s249");
        assertThat(askedBy("s1", "s2", "s3")).containsExactly("offset=0");

        counts = false;
        assertThat(askedBy("s1", "s150", "s151"))
                .as("where nobody counts, a page may be the last")
                .containsExactly("offset=0", "offset=100");
        assertThat(askedBy("s1", "s2", "s150")).containsExactly("offset=0", "s150");
    }

    @Test
    void an_id_that_cannot_stand_in_an_address_is_looked_for_to_the_end_of_the_list() {
        IntStream.range(0, 250).forEach(i -> server("s" + i, 5, "sharing", ""));
        server("s.250", 5, "sharing", "");

        assertThat(askedBy("s.250")).containsExactly("offset=0", "offset=100", "offset=200");
        assertThat(client.preflight(Clients.request("s.250")).ok()).isTrue();
        assertThat(askedBy("s.1")).containsExactly("offset=0", "offset=100", "offset=200");
        assertThat(client.preflight(Clients.request("s.1", "s1")).pushable()).containsExactly("s1");
    }

    @Test
    void a_preflight_lists_on_behind_a_short_page_where_the_service_counts_more() {
        IntStream.range(0, 90).forEach(i -> server("s" + i, 5, "sharing", ""));
        server("s.90", 5, "sharing", "");
        pageSize = 40;

        assertThat(askedBy("s.90")).containsExactly("offset=0", "offset=40", "offset=80");
        assertThat(client.preflight(Clients.request("s.90")).findings()).isEmpty();
        assertThat(askedBy("s1", "s50", "s51", "s52")).containsExactly("offset=0", "offset=40");
        assertThat(askedBy("s1", "s50", "s51"))
                .as("two are left, and two pages of 40")
                .containsExactly("offset=0", "s50", "s51");
    }

    @Test
    void a_preflight_ends_where_the_service_gives_the_same_page_again() throws IOException {
        String all = IntStream.range(0, 100)
                .mapToObj(i -> "{\"server_id\":\"s" + i + "\"}")
                .collect(Collectors.joining(",", "{\"count\":1000,\"servers\":[", "]}"));
        try (RawServer other = new RawServer(RawServer.answer("200 OK", all));
                CphShareClient asking = Clients.of(other.url()).build()) {
            assertThat(asking.preflight(Clients.request("s.1")).pushable()).isEmpty();
            assertThat(other.requests()).hasSize(2);
        }
    }
}
