package io.github.cphshare.client;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.github.cphshare.client.internal.Calls;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Retrofit;

/**
 * What calls of the client are made with, and the calls of its parts in packages of their own. Thread-safe.
 *
 * @param project stands for the project in a path
 */
record ServiceCalls(Retrofit retrofit, Moshi moshi, Transport transport, String project) implements Calls {
    @Override
    public <T> T api(Class<T> type) {
        return retrofit.create(type);
    }

    @Override
    public <T> T send(Call<T> call, Class<T> type, Function<T, @Nullable String> objection) {
        return transport.send(call, moshi.adapter(type), RequestOptions.none(), (value, answer) -> {
            String problem = objection.apply(value);
            if (problem != null) {
                throw answer.malformed(problem);
            }
            return value;
        });
    }

    @Override
    public <T> Optional<T> read(String json, Class<T> type) {
        try {
            return Optional.ofNullable(moshi.adapter(type).fromJson(json));
        } catch (IOException | JsonDataException e) {
            return Optional.empty(); // From memory, so it is about the text: it says nothing that can be understood.
        }
    }
}
