package io.github.cphshare.client.internal;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/** How the parts of the client that lie in packages of their own call the service. Thread-safe. */
public interface Calls {
    /**
     * A generated interface, to make calls with.
     *
     * @param <T> the interface
     * @param type one of the generated interfaces
     * @return an implementation
     */
    <T> T api(Class<T> type);

    /**
     * What stands for the project in a path.
     *
     * @return the value of the parameter
     */
    String project();

    /**
     * Sends a call that changes nothing, and waits.
     *
     * @param <T> what it answers with
     * @param call the call
     * @param type the type of the answer
     * @param objection why a value is not the documented answer, as a sentence; {@code null} where it is
     * @return the answer
     */
    <T> T send(Call<T> call, Class<T> type, Function<T, @Nullable String> objection);

    /**
     * Reads JSON that lies in a text.
     *
     * @param <T> what it says
     * @param json the text
     * @param type a generated type
     * @return what it says; empty where it is not the JSON of such a value
     */
    <T> Optional<T> read(String json, Class<T> type);
}
