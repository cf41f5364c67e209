package io.github.cphshare.cli;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.github.cphshare.client.PushReceipt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** The document of {@code push --json}, made a receipt again. */
final class StoredReceipt {
    private static final List<String> ANSWERS = List.of("accepted", "refused", "unclear", "doubled", "unexpected");
    private static final List<String> ABOUT_ASKED = List.of("accepted", "refused", "unclear", "doubled");

    private static final String INPUT = "standard input";
    private static final String NO_RECEIPT = "not a document of push --json";

    private StoredReceipt() {}

    static PushReceipt read(InputStream in) throws UnreadableFile {
        try {
            JsonReader json = JsonReader.of(new Buffer().readFrom(in));
            Object document = json.readJsonValue();
            if (document instanceof Map<?, ?> read && json.peek() == JsonReader.Token.END_DOCUMENT) {
                if (read.get("accepted") instanceof List<?>) {
                    return receipt(read);
                }
                throw new UnreadableFile(INPUT, whatElse(read));
            }
        } catch (IOException | JsonDataException e) {
            throw new UnreadableFile(INPUT, new IOException(NO_RECEIPT, e));
        }
        throw new UnreadableFile(INPUT, NO_RECEIPT);
    }

    /** An outcome is made from a receipt and does not hold all of it. */
    private static String whatElse(Map<?, ?> document) {
        if (document.get("servers") instanceof List<?>) {
            String journal = text(document, "journal");
            if (journal != null) {
                return "is about a fleet; what goes on with it is: " + FleetText.resuming(Path.of(journal));
            }
            String request = text(document, "requestId");
            if (request != null) {
                return "is about a push that was waited for; in place of -, give its request id, " + request;
            }
        }
        return NO_RECEIPT;
    }

    private static PushReceipt receipt(Map<?, ?> document) {
        PushReceipt.Builder receipt = PushReceipt.builder().requestId(text(document, "requestId"));
        List<String> asked = new ArrayList<>();
        for (String kind : ANSWERS) {
            for (Object entry : list(document, kind)) {
                if (entry instanceof Map<?, ?> answer) {
                    String server = text(answer, "server");
                    if (server != null && ABOUT_ASKED.contains(kind)) {
                        asked.add(server);
                    }
                    receipt.answer(server, text(answer, "job"), text(answer, "code"), text(answer, "message"));
                }
            }
        }
        for (Object server : list(document, "missing")) {
            asked.add(String.valueOf(server));
        }
        return receipt.asked(asked).build();
    }

    private static List<?> list(Map<?, ?> document, String name) {
        return document.get(name) instanceof List<?> list ? list : List.of();
    }

    private static @Nullable String text(Map<?, ?> document, String name) {
        return document.get(name) instanceof String text ? text : null;
    }
}
