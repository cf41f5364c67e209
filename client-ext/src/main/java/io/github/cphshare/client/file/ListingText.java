package io.github.cphshare.client.file;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a listing, read from the front as far as it goes: it may end anywhere.
 *
 * @param isListing whether it is at least the beginning of one
 * @param truncated whether it ends before it is complete, or holds fewer entries than it says
 * @param capacities size, used and available of the shared storage, as far as they were told
 */
record ListingText(
        boolean isListing,
        boolean truncated,
        @Nullable Integer total,
        List<SharedFile> files,
        List<String> capacities) {
    private static final JsonReader.Options FIELDS = JsonReader.Options.of("files_in_path", "share_base_capacity");
    private static final JsonReader.Options FIELDS_IN_PATH = JsonReader.Options.of("total", "count", "files");

    @Nullable
    String capacity(int number) {
        return number < capacities.size() ? capacities.get(number) : null;
    }

    static ListingText read(String text) {
        Reading reading = new Reading();
        boolean complete;
        try {
            complete = reading.read(JsonReader.of(new Buffer().writeUtf8(text)));
        } catch (IOException | JsonDataException e) {
            complete = false; // What came before counts; where it breaks off is all that the failure says.
        }
        boolean fewer = reading.count != null && reading.files.size() < reading.count;
        return new ListingText(
                reading.begun,
                !complete || fewer,
                reading.total,
                List.copyOf(reading.files),
                List.copyOf(reading.capacities));
    }

    /** What was read so far. */
    private static final class Reading {
        private boolean begun;
        private @Nullable Integer total;
        private @Nullable Integer count;
        private final List<SharedFile> files = new ArrayList<>();
        private List<String> capacities = List.of();

        /** Returns whether it was complete. */
        boolean read(JsonReader json) throws IOException {
            json.beginObject();
            while (json.hasNext()) {
                switch (json.selectName(FIELDS)) {
                    case 0 -> readPath(json);
                    case 1 ->
                        capacities = isNull(json)
                                ? List.of()
                                : List.of(json.nextString().strip().split("\\s+", -1));
                    default -> {
                        json.skipName();
                        json.skipValue();
                    }
                }
            }
            json.endObject();
            return true;
        }

        private void readPath(JsonReader json) throws IOException {
            begun = true;
            if (isNull(json)) {
                return;
            }
            json.beginObject();
            while (json.hasNext()) {
                switch (json.selectName(FIELDS_IN_PATH)) {
                    case 0 -> total = isNull(json) ? null : Integer.valueOf(json.nextInt());
                    case 1 -> count = isNull(json) ? null : Integer.valueOf(json.nextInt());
                    case 2 -> readFiles(json);
                    default -> {
                        json.skipName();
                        json.skipValue();
                    }
                }
            }
            json.endObject();
        }

        private void readFiles(JsonReader json) throws IOException {
            if (isNull(json)) {
                return;
            }
            json.beginArray();
            while (json.hasNext()) {
                // An entry that says nothing still counts: by their number one knows where to go on.
                files.add(SharedFile.of(isNull(json) ? "" : json.nextString()));
            }
            json.endArray();
        }

        /** Whether something is null, which is as good as absent, and is then left behind. */
        private static boolean isNull(JsonReader json) throws IOException {
            if (json.peek() != JsonReader.Token.NULL) {
                return false;
            }
            json.skipValue();
            return true;
        }
    }
}
