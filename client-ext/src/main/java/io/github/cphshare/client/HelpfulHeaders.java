package io.github.cphshare.client;

import io.github.cphshare.client.error.ErrorAnswer;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers of an answer that listeners are told, looked for when the first of them asks: most never do. Thread-safe.
 */
final class HelpfulHeaders extends AbstractMap<String, String> {
    private final Headers all;
    private final Secrets secrets;
    private volatile @Nullable Map<String, String> helpful;

    HelpfulHeaders(Headers all, Secrets secrets) {
        this.all = all;
        this.secrets = secrets;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        Map<String, String> found = helpful;
        if (found == null) {
            found = ErrorAnswer.helpfulHeaders(all, secrets::hideIn);
            helpful = found;
        }
        return found.entrySet();
    }
}
