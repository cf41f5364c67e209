package io.github.cphshare.generated.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import retrofit2.Converter;
import retrofit2.Retrofit;
import torture.api.CommaSeparated;
import torture.api.WarmChairsApi;
import torture.json.GeneratedJsonAdapterFactory;
import torture.model.BigLevel;
import torture.model.Chair;
import torture.model.ChairRequestBody;
import torture.model.Empty;
import torture.model.Factor;
import torture.model.Leg;
import torture.model.Level;
import torture.model.Mark;
import torture.model.Mood;
import torture.model.Rate;
import torture.model.Vault;

/** What the generated records, enums and adapters do with JSON. */
class WireTypesTest {
    private final Moshi moshi =
            new Moshi.Builder().add(new GeneratedJsonAdapterFactory()).build();
    private final JsonAdapter<Chair> chairs = moshi.adapter(Chair.class);

    private static final String EVERYTHING = """
            {"id":9007199254740993,"both":"b","maybe":"m","default":true,"class":7,\
            "made_at":"2024-02-30 25:00","made-on":"yesterday","mood":"ice-cold","level":-1,"big":9007199254740993,\
            "weight":0.1,"price":10.10,"ratio":0.5,"legs":[{"length":1.5,"feet":[{"length":0.1}]}],\
            "grid":[[[1,9007199254740993],[]]],"labels":{"b":"2","a":"1"},"moods":{"x":["warm"]},"token":"t"}""";

    @Test
    void everything_survives_the_way_in_and_out() throws IOException {
        Chair chair = chairs.fromJson(EVERYTHING);

        assertThat(chairs.toJson(chair)).isEqualTo(EVERYTHING);
        assertThat(chair.id()).isEqualTo(9007199254740993L);
        assertThat(chair.big().value()).isEqualTo(9007199254740993L);
        assertThat(chair.grid().get(0).get(0).get(1)).isEqualTo(9007199254740993L);
        assertThat(chair.price()).isEqualTo(new BigDecimal("10.10"));
        assertThat(chair.madeAt()).as("a date that is none is kept").isEqualTo("2024-02-30 25:00");
        assertThat(chair._default()).isTrue();
        assertThat(chair.propertyClass()).isEqualTo(7);
        assertThat(chair).isEqualTo(chairs.fromJson(EVERYTHING)).hasSameHashCodeAs(chairs.fromJson(EVERYTHING));
    }

    @Test
    void what_is_absent_is_null_and_left_out_again() throws IOException {
        Chair chair = chairs.fromJson("{\"id\":1,\"both\":null}");

        assertThat(chair.maybe()).isNull();
        assertThat(chair.legs()).isNull();
        assertThat(chairs.toJson(chair))
                .as("required and nullable: null is said")
                .isEqualTo("{\"id\":1,\"both\":null}");
    }

    @Test
    void what_came_is_not_mixed_up_with_a_property_that_is_called_so() throws IOException {
        assertThat(chairs.fromJson("{\"id\":1,\"both\":null,\"bothCame\":false}")
                        .bothCame())
                .isFalse();
        assertThatThrownBy(() -> chairs.fromJson("{\"id\":1,\"bothCame\":true}"))
                .hasMessage("Required value 'both' missing at path $");
    }

    @Test
    void null_is_taken_wherever_it_stands() throws IOException {
        String json =
                "{\"id\":1,\"both\":\"b\",\"legs\":[null],\"grid\":[null,[null,[null]]],\"labels\":{\"a\":null},\"moods\":{\"m\":[null]}}";

        assertThat(chairs.fromJson("null")).isNull();
        assertThat(chairs.toJson(null)).isEqualTo("null");
        assertThat(chairs.toJson(chairs.fromJson(json))).isEqualTo(json);
        assertThat(chairs.fromJson("{\"id\":1,\"both\":\"b\",\"mood\":null,\"level\":null,\"legs\":null,\"price\":null,"
                        + "\"labels\":null}"))
                .isEqualTo(chairs.fromJson("{\"id\":1,\"both\":\"b\"}"));
    }

    @Test
    void unknown_fields_are_skipped() throws IOException {
        assertThat(chairs.fromJson("{\"new\":{\"deep\":[1,{}]},\"id\":1,\"both\":\"b\",\"newer\":null}"))
                .isEqualTo(chairs.fromJson("{\"id\":1,\"both\":\"b\"}"));
    }

    @Test
    void a_missing_required_field_is_named_with_its_place() {
        assertThatThrownBy(() -> chairs.fromJson("{\"both\":\"b\"}"))
                .isInstanceOf(JsonDataException.class)
                .hasMessage("Required value 'id' missing at path $");
        assertThatThrownBy(() -> chairs.fromJson("{\"id\":1}"))
                .isInstanceOf(JsonDataException.class)
                .hasMessage("Required value 'both' missing at path $");
        assertThatThrownBy(() -> chairs.fromJson("{\"id\":1,\"both\":\"b\",\"legs\":[{\"length\":1},{\"feet\":[]}]}"))
                .isInstanceOf(JsonDataException.class)
                .hasMessage("Required value 'length' missing at path $.legs[1]");
        assertThatThrownBy(() ->
                        moshi.adapter(ChairRequestBody.class).fromJson("{\"name\":\"x\",\"legs\":[],\"secrets\":[]}"))
                .isInstanceOf(JsonDataException.class)
                .hasMessage("Required value 'kebab-case' missing at path $");
    }

    @Test
    void a_wrong_type_is_named_with_its_place() {
        assertThatThrownBy(() -> chairs.fromJson("{\"id\":\"many\",\"both\":\"b\"}"))
                .isInstanceOf(JsonDataException.class)
                .hasMessageContaining("$.id");
        assertThatThrownBy(() -> chairs.fromJson("{\"id\":1,\"both\":\"b\",\"legs\":{}}"))
                .isInstanceOf(JsonDataException.class)
                .hasMessageContaining("$.legs");
        assertThatThrownBy(() -> chairs.fromJson("{\"id\":1,\"both\":\"b\",\"legs\":[7]}"))
                .isInstanceOf(JsonDataException.class)
                .hasMessageContaining("$.legs[0]");
        assertThatThrownBy(() -> chairs.fromJson("{\"id\":1,\"both\":\"b\",\"labels\":[]}"))
                .isInstanceOf(JsonDataException.class)
                .hasMessageContaining("$.labels");
        assertThatThrownBy(() -> chairs.fromJson("{\"id\":1,\"both\":\"b\",\"price\":\"dear\"}"))
                .isInstanceOf(JsonDataException.class)
                .hasMessageContaining("$.price");
        assertThatThrownBy(() -> chairs.fromJson("{\"id\":1,\"both\":\"b\",\"level\":\"high\"}"))
                .isInstanceOf(JsonDataException.class)
                .hasMessageContaining("$.level");
    }

    @Test
    void an_unknown_value_of_an_enum_is_kept_as_it_came() throws IOException {
        String json = "{\"id\":1,\"both\":\"b\",\"mood\":\"Luke-Warm\",\"level\":77}";
        Chair chair = chairs.fromJson(json);

        assertThat(chair.mood().isKnown()).isFalse();
        assertThat(chair.mood().value()).isEqualTo("Luke-Warm");
        assertThat(chair.mood())
                .isEqualTo(Mood.of("Luke-Warm"))
                .hasToString("Luke-Warm")
                .isNotEqualTo(Mood.WARM);
        assertThat(chair.level().isKnown()).isFalse();
        assertThat(chairs.toJson(chair)).isEqualTo(json);
    }

    @Test
    void a_known_value_of_an_enum_is_its_constant() {
        assertThat(Mood.of("ice-cold")).isSameAs(Mood.ICE_COLD);
        assertThat(Level.of(-1)).isSameAs(Level.FAILED).hasToString("-1");
        assertThat(Level.known()).containsExactly(Level.RUNNING, Level.SUCCEEDED, Level.FAILED);
        assertThat(BigLevel.known().get(0).isKnown()).isTrue();
        assertThat(Mood.SAY_HI_.value()).isEqualTo("say \"hi\"");
    }

    @Test
    void a_value_with_marks_of_a_comment_is_what_the_contract_says() {
        assertThat(Mark.of("*/")).isSameAs(Mark.END);
        assertThat(Mark.of("/*")).isSameAs(Mark.START);
        assertThat(Mark.of("*_/").isKnown()).isFalse();
    }

    @Test
    void a_value_may_be_called_known() {
        assertThat(Mark.of("known")).isSameAs(Mark.KNOWN);
        assertThat(Mark.known()).contains(Mark.KNOWN);
    }

    @Test
    void a_property_may_be_called_like_a_method_of_every_object_or_begin_with_a_digit() throws IOException {
        JsonAdapter<Empty> adapter = moshi.adapter(Empty.class);
        String json = "{\"hashCode\":7,\"2fa\":\"off\"}";
        Empty empty = adapter.fromJson(json);

        assertThat(empty._hashCode()).isEqualTo(7);
        assertThat(empty._2fa()).isEqualTo(Empty._2FA_OFF);
        assertThat(adapter.toJson(empty)).isEqualTo(json);
    }

    @Test
    void a_decimal_is_known_however_many_zeros_it_ends_in() {
        assertThat(Rate.of(new BigDecimal("1.50"))).isSameAs(Rate.HALF_MORE);
        assertThat(Rate.of(new BigDecimal("2"))).isSameAs(Rate.TWICE);
        assertThat(Rate.of(new BigDecimal("2.01")).isKnown()).isFalse();
        assertThat(Factor.of(2d)).isSameAs(Factor.DOUBLE).hasToString("2.0");
    }

    @Test
    void the_known_values_of_an_open_property_are_constants_and_close_nothing() throws IOException {
        assertThat(Chair.STATE_ON).isEqualTo(1);
        assertThat(Chair.STATE_OFF).isEqualTo(-1);
        assertThat(Chair.COLOUR_RED).isEqualTo("red");
        assertThat(chairs.fromJson("{\"id\":1,\"both\":\"b\",\"state\":77,\"colour\":\"mauve\"}"))
                .extracting(Chair::state, Chair::colour)
                .containsExactly(77, "mauve");
    }

    @Test
    void lists_and_maps_are_copied_whole_and_cannot_be_changed() {
        List<Long> inner = new ArrayList<>(Arrays.asList(1L, null));
        List<List<Long>> outer = new ArrayList<>(List.of(inner));
        List<Leg> legs = new ArrayList<>();
        legs.add(null);
        ChairRequestBody body = ChairRequestBody.builder()
                .grid(outer)
                .legs(legs)
                .labels(Map.of("a", "b"))
                .build();
        inner.add(2L);
        outer.clear();
        legs.clear();

        assertThat(body.grid()).containsExactly(Arrays.asList(1L, null));
        assertThat(body.legs()).containsExactly((Leg) null);
        assertThatThrownBy(() -> body.grid().get(0).add(3L)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> body.labels().put("c", "d")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void a_record_without_its_required_values_can_be_built_and_written() {
        ChairRequestBody empty = ChairRequestBody.builder().build();

        assertThat(empty.legs()).isNull();
        assertThat(moshi.adapter(ChairRequestBody.class).toJson(empty)).isEqualTo("{}");
    }

    @Test
    void a_sensitive_value_is_sent_but_not_printed() throws IOException {
        ChairRequestBody body = ChairRequestBody.builder()
                .name("chair")
                .secrets(List.of("canary"))
                .build();

        assertThat(body.toString()).contains("name=chair", "secrets=***").doesNotContain("canary");
        assertThat(chairs.fromJson(EVERYTHING).toString()).contains("token=***").doesNotContain("token=t");
        assertThat(moshi.adapter(ChairRequestBody.class).toJson(body)).contains("canary");
    }

    @Test
    void a_sensitive_value_in_a_list_or_map_is_not_printed_however_deep() {
        Vault vault = Vaults.with("canary").name("vault").build();

        assertThat(vault)
                .hasToString("Vault[name=vault, refs=***, alias=***, marked=***, passwords=***, named=***, deep=***,"
                        + " between=***]");
        assertThat(moshi.adapter(Vault.class).toJson(vault)).contains("\"between\":[[\"canary\"]]");
    }

    @Test
    void a_value_that_a_comma_would_make_two_is_refused_and_not_repeated() {
        assertThatThrownBy(() -> CommaSeparated.of(List.of("a", "canary,b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[1]")
                .hasMessageNotContaining("canary");
    }

    @Test
    void a_colon_in_a_path_is_part_of_the_path() {
        WarmChairsApi api = new Retrofit.Builder()
                .baseUrl("https://torture.example.com/base/")
                .addConverterFactory(new Converter.Factory() {
                    @Override
                    public Converter<ResponseBody, ?> responseBodyConverter(
                            Type type, Annotation[] annotations, Retrofit retrofit) {
                        return body -> body;
                    }
                })
                .build()
                .create(WarmChairsApi.class);

        assertThat(api.countChairs(Mark.of("grim"), null, new BigDecimal("1.50"), null, null)
                        .request()
                        .url())
                .hasToString("https://torture.example.com/base/chairs:count?mark=grim&price=1.50");
    }

    @Test
    void names_of_the_adapters_own_variables_may_be_properties() throws IOException {
        JsonAdapter<ChairRequestBody> bodies = moshi.adapter(ChairRequestBody.class);
        String json =
                "{\"name\":\"n\",\"path\":\"p\",\"legs\":[],\"kebab-case\":1,\"value\":\"v\",\"reader\":true,\"secrets\":[]}";

        assertThat(bodies.toJson(bodies.fromJson(json))).isEqualTo(json);
    }
}
