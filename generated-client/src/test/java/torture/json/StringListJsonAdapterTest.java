package torture.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import okio.Buffer;
import org.junit.jupiter.api.Test;

/** A list of strings is on the wire what Moshi makes of it, byte for byte. */
class StringListJsonAdapterTest {
    private final JsonAdapter<List<String>> ours = new StringListJsonAdapter();
    private final JsonAdapter<List<String>> moshis =
            new Moshi.Builder().build().adapter(Types.newParameterizedType(List.class, String.class));

    private String written(List<String> list) throws IOException {
        Buffer target = new Buffer();
        JsonDocument.write(ours, target, list);
        return target.readUtf8();
    }

    @Test
    void every_character_is_written_as_moshi_writes_it() throws IOException {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            List<String> list = List.of(
                    "a",
                    (char) c + "",
                    "a" + (char) c + "b",
                    "long enough" + (char) c + " for eight at once",
                    "",
                    "",
                    "",
                    "at the end" + (char) c);
            String json = written(list);
            if (!json.equals(moshis.toJson(list))) {
                assertThat(json).as("U+%04X", c).isEqualTo(moshis.toJson(list));
            }
        }
    }

    @Test
    void nothing_null_pairs_and_long_texts_are_written_as_moshi_writes_them() throws IOException {
        List<List<String>> lists = new ArrayList<>(List.of(
                List.of(),
                List.of(""),
                Arrays.asList(null, "x", null),
                List.of("\ud83d\ude00"),
                List.of("x".repeat(20_000))));
        lists.add(null);
        for (List<String> list : lists) {
            assertThat(written(list)).isEqualTo(moshis.toJson(list));
            assertThat(ours.toJson(list)).isEqualTo(moshis.toJson(list));
            assertThat(ours.indent("  ").toJson(list))
                    .isEqualTo(moshis.indent("  ").toJson(list));
            assertThat(ours.serializeNulls().toJson(list))
                    .isEqualTo(moshis.serializeNulls().toJson(list));
            assertThat(ours.toJsonValue(list)).isEqualTo(moshis.toJsonValue(list));
            assertThat(ours.fromJson(moshis.toJson(list))).isEqualTo(list);
        }
    }
}
