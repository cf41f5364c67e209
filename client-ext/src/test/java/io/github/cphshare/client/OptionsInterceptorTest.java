package io.github.cphshare.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long the service may be silent. */
class OptionsInterceptorTest {
    private static final RequestBody BODY = RequestBody.create(new byte[0]);

    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final Duration CALL = Duration.ofMinutes(2);

    @Test
    void a_push_is_not_given_up_for_silence_while_the_time_of_the_call_runs() throws IOException {
        assertThat(silence(true, CALL, "POST", RequestOptions.none())).isZero();
    }

    @Test
    void what_only_reads_is_given_up_so_that_it_can_be_repeated() throws IOException {
        assertThat(silence(true, CALL, "GET", RequestOptions.none())).isEqualTo(SILENCE.toMillis());
    }

    @Test
    void a_push_whose_time_has_no_limit_is_given_up_for_silence() throws IOException {
        assertThat(silence(true, Duration.ZERO, "POST", RequestOptions.none())).isEqualTo(SILENCE.toMillis());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void a_limit_that_the_caller_set_holds_for_every_call(String method) throws IOException {
        assertThat(silence(false, CALL, method, RequestOptions.none())).isEqualTo(SILENCE.toMillis());
    }

    @ParameterizedTest
    @CsvSource({"GET, true", "POST, true", "GET, false", "POST, false"})
    void a_limit_of_one_call_holds_for_it(String method, boolean patient) throws IOException {
        RequestOptions options =
                RequestOptions.builder().readTimeout(Duration.ofMillis(700)).build();

        assertThat(silence(patient, CALL, method, options)).isEqualTo(700);
    }

    /** Milliseconds that a call has to be silent, to read and to write alike. */
    private static int silence(boolean patient, Duration call, String method, RequestOptions options)
            throws IOException {
        AtomicInteger silence = new AtomicInteger();
        OkHttpClient client = new OkHttpClient.Builder()
                .readTimeout(SILENCE)
                .writeTimeout(SILENCE)
                .callTimeout(call)
                .addInterceptor(new OptionsInterceptor(patient))
                .addInterceptor(chain -> {
                    assertThat(chain.writeTimeoutMillis()).isEqualTo(chain.readTimeoutMillis());
                    silence.set(chain.readTimeoutMillis());
                    return new Response.Builder()
                            .request(chain.request())
                            .protocol(Protocol.HTTP_1_1)
                            .code(200)
                            .message("OK")
                            .body(ResponseBody.create(new byte[0], null))
                            .build();
                })
                .build();
        Request request = new Request.Builder()
                .url("http://localhost/")
                .method(method, method.equals("GET") ? null : BODY)
                .tag(RequestOptions.class, options)
                .build();
        client.newCall(request).execute().close();
        return silence.get();
    }
}
