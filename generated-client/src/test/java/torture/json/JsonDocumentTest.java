package torture.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torture.model.Chair;
import torture.model.ChairRequestBody;

/**
 * What is read from memory is what Moshi reads: the same values, and the same words for what is wrong. What is written is what
 * Moshi writes.
 */
class JsonDocumentTest {
    private static final Moshi MOSHI =
            new Moshi.Builder().add(new GeneratedJsonAdapterFactory()).build();
    private static final JsonAdapter<Chair> CHAIRS = MOSHI.adapter(Chair.class);
    private static final JsonAdapter<ChairRequestBody> BODIES = MOSHI.adapter(ChairRequestBody.class);

    private static final String PLAIN = """
            {"id":1,"both":"b","mood":"ice-cold","level":-1,"big":123456789012345678,"state":0,"colour":"grün 中\ud83d\ude00",
             "unknown":"x","un":-7,"unk":true,"unkn":null, "legs" : [ null ,\tnull] ,"mood":null}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                PLAIN,
                "{\"both\":\"twice\",\"id\":1,\"both\":\"b\"}",
                " null\n",
                "{\"id\":1,\"both\":\"a text that is longer than eight bytes, and longer than sixteen\"}"
            })
    void a_plain_document_needs_no_moshi(String document) throws IOException {
        try (PlainJson json = PlainJson.of(new Buffer().writeUtf8(document), List.of())) {
            Chair chair = ((PlainJsonAdapter<Chair>) CHAIRS).fromPlain(json);

            assertThat(json.isRead()).isTrue();
            assertThat(chair).isEqualTo(moshis(CHAIRS, document));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "nul",
                "nulll",
                "{}",
                "[]",
                "7",
                "{,}",
                "{\"id\":1,}",
                "{\"id\" 1}",
                "{\"id\":1 \"both\":\"b\"}",
                "{\"id\":1,\"both\":\"b\"} x",
                "{\"id\":1,\"both\":\"b\"}\u0000",
                "\ufeff{\"id\":1,\"both\":\"b\"}",
                "{\"id\":\"1\",\"both\":\"b\"}",
                "{\"id\":1.0,\"both\":\"b\"}",
                "{\"id\":1.5,\"both\":\"b\"}",
                "{\"id\":1e2,\"both\":\"b\"}",
                "{\"id\":01,\"both\":\"b\"}",
                "{\"id\":-0,\"both\":\"b\"}",
                "{\"id\":-,\"both\":\"b\"}",
                "{\"id\":9999999999,\"both\":\"b\",\"state\":9999999999}",
                "{\"id\":1,\"both\":\"b\",\"state\":2147483647}",
                "{\"id\":1,\"both\":\"b\",\"big\":9223372036854775807}",
                "{\"id\":1,\"both\":\"b\",\"big\":9223372036854775808}",
                "{\"id\":1,\"both\":\"a\\\"\\\\\\u0041\\n\"}",
                "{\"id\":1,\"both\":\"a\nb\"}",
                "{\"id\":1,\"both\":\"b}",
                "{\"id\":1,\"both\":7}",
                "{\"id\":1,\"both\":true}",
                "{\"id\":1,\"both\":b}",
                "{'id':1}",
                "{id:1}",
                "{\"\\u0069d\":1,\"both\":\"b\"}",
                "{\"id\":1,\"both\":\"b\",\"price\":12.50,\"labels\":{\"a\":\"b\"},\"grid\":[[1,null],null]}",
                "{\"id\":1,\"both\":\"b\",\"new\":{\"deep\":[1,{}]},\"newer\":1.5}",
                "{\"id\":1,\"both\":\"b\",\"legs\":[{\"length\":1},]}",
                "{\"id\":1,\"both\":\"b\",\"legs\":[,{\"length\":1}]}",
                "{\"id\":1,\"both\":\"b\",\"legs\":[{\"length\":1} {\"length\":1}]}",
                "{\"id\":1,\"both\":\"b\",\"legs\":[{\"feet\":[]}]}",
                "{\"id\":1,\"both\":\"b\",\"legs\":{}}",
                "{\"id\":1,\"both\":\"b\",\"legs\":[{\"length\":1,\"feet\":[]},null]}",
                "{\"id\":1,\"both\":\"b\"} {}"
            })
    void any_other_document_is_left_to_moshi(String document) {
        assertSame(new Buffer().writeUtf8(document));
    }

    @Test
    void whatever_the_bytes_are_both_say_the_same() {
        byte[] plain = new Buffer().writeUtf8(PLAIN).readByteArray();
        Random random = new Random(11);
        byte[] signs = new Buffer()
                .writeUtf8("{}[]:,\"\\ \n\t-+.eE019tfnulx/#'\u0000\u007f\u00e9")
                .readByteArray();
        for (int i = 0; i < 60_000; i++) {
            byte[] bytes = plain.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = signs[random.nextInt(signs.length)];
            }
            int size = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
            assertSame(new Buffer().write(bytes, 0, size));
        }
    }

    @Test
    void a_document_is_read_past_every_border_of_what_is_looked_at_at_once() throws IOException {
        for (int length = 0; length < 80; length++) {
            String secret = "\"" + "é".repeat(length / 2) + "s".repeat(length) + "\"";
            String document = "{\"name\":\"n\",\"kebab-case\":1,\"legs\":[null],\"secrets\":["
                    + (secret + ",").repeat(2_000) + "null]  }" + " ".repeat(length);
            try (PlainJson json = PlainJson.of(new Buffer().writeUtf8(document), List.of())) {
                ChairRequestBody body = ((PlainJsonAdapter<ChairRequestBody>) BODIES).fromPlain(json);

                assertThat(json.isRead()).isTrue();
                assertThat(body).isEqualTo(moshis(BODIES, document));
            }
        }
    }

    @Test
    void a_name_is_known_wherever_it_stands_behind_many_blanks() {
        for (int length = 0; length < 1_100; length++) {
            String document = "{\"id\":1,\"both\":\"" + "b".repeat(length) + "\"," + " ".repeat(280)
                    + "\"colour\":\"red\",\"made_at\":\"" + "m".repeat(900) + "\"}";

            assertSame(new Buffer().writeUtf8(document));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_370, 16_384, 16_400, 100_000})
    void a_string_or_blanks_longer_than_what_is_looked_at_at_once_are_read_all_the_same(int length) throws IOException {
        String document = "{\"name\":\"" + "n".repeat(length) + "\"," + " ".repeat(length)
                + "\"kebab-case\":1,\"legs\":[null],\"secrets\":[]}" + " ".repeat(length);

        assertThat(JsonDocument.read(BODIES, new Buffer().writeUtf8(document))).isEqualTo(moshis(BODIES, document));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{\"id\":1,\"both\":\"b\"}",
                "{\"id\":1,\"both\":\"b\",\"mood\":\"ice-cold\",\"level\":-1,\"big\":123456789012345678,\"state\":0}",
                "{\"id\":1,\"both\":\"b\",\"legs\":[null,null]}"
            })
    void what_is_plain_is_written_without_moshi(String document) throws IOException {
        Chair chair = moshis(CHAIRS, document);
        PlainJsonText text = new PlainJsonText();
        Buffer written = new Buffer();
        ((PlainJsonAdapter<Chair>) CHAIRS).toPlain(text, chair);

        assertThat(text.isWrittenTo(written)).isTrue();
        assertThat(written.readUtf8()).isEqualTo(CHAIRS.toJson(chair));
    }

    @Test
    void every_value_is_written_as_moshi_writes_it() throws IOException {
        byte[] plain =
                new Buffer().writeUtf8(PLAIN.replaceAll("[^\\x00-\\x7F]", "x")).readByteArray();
        Random random = new Random(12);
        int values = 0;
        for (int i = 0; i < 60_000; i++) {
            byte[] bytes = plain.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
            Chair chair;
            try {
                chair = JsonDocument.read(CHAIRS, new Buffer().write(bytes));
            } catch (IOException | JsonDataException e) {
                continue; // Nothing that could be written.
            }
            values++;
            assertThat(written(CHAIRS, chair)).isEqualTo(CHAIRS.toJson(chair));
        }
        assertThat(values).isGreaterThan(5_000);
    }

    @Test
    void a_document_is_written_past_every_border_of_what_is_encoded_at_once() throws IOException {
        for (int length = 0; length < 900; length++) {
            String text = "x".repeat(length);
            ChairRequestBody body = ChairRequestBody.builder()
                    .name(text)
                    .kebabCase(length)
                    .legs(List.of())
                    .secrets(List.of("", text, "y".repeat(length % 40), text))
                    .build();

            assertThat(written(BODIES, body)).isEqualTo(BODIES.toJson(body));
        }
    }

    private static <T> String written(JsonAdapter<T> adapter, T value) throws IOException {
        Buffer target = new Buffer();
        JsonDocument.write(adapter, target, value);
        return target.readUtf8();
    }

    private static void assertSame(Buffer document) {
        String ours = told(document.clone());
        String moshis = told(streamed(document.clone()));
        if (!ours.equals(moshis)) {
            assertThat(ours).as(document.readUtf8()).isEqualTo(moshis);
        }
    }

    private static String told(BufferedSource document) {
        try {
            return String.valueOf(JsonDocument.read(CHAIRS, document));
        } catch (IOException | JsonDataException e) {
            return e.toString();
        }
    }

    private static <T> T moshis(JsonAdapter<T> adapter, String document) throws IOException {
        return JsonDocument.read(adapter, streamed(new Buffer().writeUtf8(document)));
    }

    private static BufferedSource streamed(Source document) {
        return Okio.buffer(document);
    }
}
