package io.github.cphshare.simulator;

import static io.github.cphshare.simulator.Caller.assertRefused;
import static io.github.cphshare.simulator.Caller.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What queries tell of servers and phone models. */
class ServersTest {
    private final TestClock clock = new TestClock();
    private final CphSimulator simulator = CphSimulator.builder()
            .clock(clock)
            .server(SimulatedServer.withSharedStorage("first").name("cph-first"))
            .server(SimulatedServer.withoutSharedStorage("without").name("cph-without"))
            .server(SimulatedServer.withSharedStorage("frozen").frozen())
            .phoneModel("broken-model", "{not json")
            .start();
    private final Caller caller = new Caller(simulator);

    @AfterEach
    void close() {
        simulator.close();
    }

    private JsonNode servers(String query) throws Exception {
        return caller.answer("listCloudPhoneServers", "servers" + query);
    }

    @Test
    void servers_are_listed_the_newest_first_with_how_many_there_are() throws Exception {
        JsonNode all = servers("");

        assertThat(all.path("count").intValue()).isEqualTo(3);
        assertThat(all.path("servers").findValuesAsText("server_id")).containsExactly("frozen", "without", "first");
        assertThat(all.path("servers").findValuesAsText("status")).containsExactly("8", "5", "5");
        JsonNode page = servers("?offset=1&limit=1");
        assertThat(page.path("count").intValue()).isEqualTo(3);
        assertThat(page.path("servers").findValuesAsText("server_id")).containsExactly("without");
        assertThat(servers("?offset=3").path("servers")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server_id=first | first",
                "server_id=nobody | ''",
                "server_name=cph- | without,first",
                "status=8 | frozen",
                "phone_model_name=rx1.cp.c60.d10.e1v1 | frozen,first",
                "network_version=v1 | ''",
                "network_version=v2&limit=2 | frozen,without",
                "server_id=first&status=8 | ''",
                "create_until=0 | ''",
                "create_since=0 | frozen,without,first"
            })
    void a_filter_leaves_what_fits(String query, String ids) throws Exception {
        assertThat(String.join(",", servers("?" + query).path("servers").findValuesAsText("server_id")))
                .isEqualTo(ids);
    }

    @Test
    void a_filter_that_the_contract_does_not_know_is_ignored_but_not_without_a_word() throws Exception {
        assertThat(servers("?limit=3&serverid=first").path("servers")).hasSize(3);
        assertThat(servers("?limit=3").path("servers")).hasSize(3);

        assertThat(simulator.journal())
                .extracting(RecordedRequest::problems)
                .containsExactly(
                        List.of("query: has a parameter that the contract does not know, which was ignored"),
                        List.of());
    }

    @Test
    void a_server_that_is_changed_keeps_its_place_and_its_birth() throws Exception {
        clock.advance(Duration.ofHours(1));
        simulator.put(SimulatedServer.withSharedStorage("first").status(42));

        JsonNode first = servers("").path("servers").path(2);

        assertThat(first.path("server_id").textValue()).isEqualTo("first");
        assertThat(first.path("status").intValue()).isEqualTo(42);
        assertThat(first.path("create_time").textValue()).isEqualTo("2026-01-01T09:05:22Z");
        assertThat(first.path("update_time").textValue()).isEqualTo("2026-01-01T10:05:22Z");
    }

    @Test
    void the_details_tell_of_shared_storage_where_there_is_any() throws Exception {
        simulator.put(SimulatedServer.withSharedStorage("old").shareVolume(20, 0));
        simulator.put(SimulatedServer.withSharedStorage("silent").withoutShareVolume());

        assertThat(details("first").path("share_volume_info").path("version").intValue())
                .isEqualTo(1);
        assertThat(details("old").path("share_volume_info"))
                .hasToString("{\"volume_type\":\"SSD\",\"size\":20,\"version\":0}");
        assertThat(details("silent").has("share_volume_info")).isFalse();
        assertThat(details("without").has("share_volume_info")).isFalse();
    }

    private JsonNode details(String id) throws Exception {
        return caller.answer("showCloudPhoneServerDetail", "servers/" + id);
    }

    @Test
    void the_model_of_a_server_says_whether_it_shares_storage() throws Exception {
        JsonNode models = caller.answer("listCloudPhoneModels", "phone-models").path("phone_models");

        assertThat(spec(models, details("first")).has("max_share_disk_size_g")).isTrue();
        assertThat(spec(models, details("without")).has("max_share_disk_size_g"))
                .isFalse();
        assertThat(models.findValuesAsText("extend_spec")).contains("{not json");
        assertThat(caller.answer("listCloudPhoneModels", "phone-models?limit=1&offset=1")
                        .path("phone_models"))
                .hasSize(1);
        assertThat(caller.answer("listCloudPhoneModels", "phone-models?status=0")
                        .path("phone_models"))
                .isEmpty();
    }

    private static JsonNode spec(JsonNode models, JsonNode server) throws Exception {
        for (JsonNode model : models) {
            if (model.path("phone_model_name").equals(server.path("phone_model_name"))) {
                return Json.parse(model.path("extend_spec").textValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        throw new AssertionError("no model " + server.path("phone_model_name"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "servers?limit=101 | 400 | CPS.0002",
                "servers?server_id= | 400 | CPS.0016",
                "servers?server_name= | 400 | CPS.0087",
                "servers?status=129 | 400 | CPS.0010",
                "servers?network_version=v3 | 400 | CPS.0240",
                "servers?phone_model_name= | 400 | CPS.0028",
                "servers?create_since=-1 | 400 | APIGW.0602",
                "servers/nobody | 404 | CPS.0015",
                "servers/a%20b | 400 | CPS.0016",
                "phone-models?status=2 | 400 | CPS.0010",
                "phone-models?offset=-1 | 400 | CPS.0002"
            })
    void what_cannot_be_asked_is_refused(String query, int status, String code) throws Exception {
        assertRefused(send(caller.query(query)), status, code);
    }
}
