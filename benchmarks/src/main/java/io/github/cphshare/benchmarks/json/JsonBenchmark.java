package io.github.cphshare.benchmarks.json;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.cphshare.benchmarks.Sample;
import io.github.cphshare.generated.json.GeneratedJsonAdapterFactory;
import io.github.cphshare.generated.json.JsonDocument;
import io.github.cphshare.generated.model.PushShareFilesRequestBody;
import io.github.cphshare.generated.model.PushShareFilesResponse;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The body of a push written, and its answer read, by our generated adapters and by the libraries that one would
 * otherwise use. Each writes into, and reads from, the buffer of the HTTP client, as it does on the way of a push.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JsonBenchmark {
    /** How many servers the push has. */
    @Param({"2", "100", "1000"})
    public int servers;

    private final Moshi generated =
            new Moshi.Builder().add(new GeneratedJsonAdapterFactory()).build();
    private final JsonAdapter<PushShareFilesRequestBody> ourRequests =
            generated.adapter(PushShareFilesRequestBody.class);
    private final JsonAdapter<PushShareFilesResponse> ourResponses = generated.adapter(PushShareFilesResponse.class);
    private final Moshi reflecting = new Moshi.Builder().build();
    private final JsonAdapter<RequestBean> reflectedRequests = reflecting.adapter(RequestBean.class);
    private final JsonAdapter<ResponseBean> reflectedResponses = reflecting.adapter(ResponseBean.class);
    private final ObjectMapper jackson =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    private final Gson gson = new Gson();

    private PushShareFilesRequestBody request;
    private RequestBean bean;
    private Buffer answer;

    /** Makes the values to be written and read. */
    @Setup
    public void prepare() {
        Sample sample = Sample.of(servers);
        request = new PushShareFilesRequestBody(Sample.BUCKET, Sample.OBJECT, sample.serverIds());
        bean = new RequestBean(Sample.BUCKET, Sample.OBJECT, sample.serverIds());
        answer = new Buffer().write(sample.answerBody());
    }

    /** Our adapter writes, as our client has it write. */
    @Benchmark
    public long encodeOurs() throws IOException {
        Buffer out = new Buffer();
        JsonDocument.write(ourRequests, out, request);
        return emptied(out);
    }

    /** Moshi by reflection writes. */
    @Benchmark
    public long encodeMoshiReflection() throws IOException {
        Buffer out = new Buffer();
        reflectedRequests.toJson(out, bean);
        return emptied(out);
    }

    /** Jackson writes. */
    @Benchmark
    public long encodeJackson() throws IOException {
        Buffer out = new Buffer();
        jackson.writeValue(out.outputStream(), bean);
        return emptied(out);
    }

    /** Gson writes. */
    @Benchmark
    public long encodeGson() throws IOException {
        Buffer out = new Buffer();
        try (Writer writer = new OutputStreamWriter(out.outputStream(), StandardCharsets.UTF_8)) {
            gson.toJson(bean, writer);
        }
        return emptied(out);
    }

    /** Our adapter reads, as our client has it read. */
    @Benchmark
    public @Nullable PushShareFilesResponse decodeOurs() throws IOException {
        return JsonDocument.read(ourResponses, answer.clone());
    }

    /** Moshi by reflection reads. */
    @Benchmark
    public ResponseBean decodeMoshiReflection() throws IOException {
        return reflectedResponses.fromJson(answer.clone());
    }

    /** Jackson reads. */
    @Benchmark
    public ResponseBean decodeJackson() throws IOException {
        return jackson.readValue(answer.clone().inputStream(), ResponseBean.class);
    }

    /** Gson reads. */
    @Benchmark
    public ResponseBean decodeGson() throws IOException {
        try (Reader reader = new InputStreamReader(answer.clone().inputStream(), StandardCharsets.UTF_8)) {
            return gson.fromJson(reader, ResponseBean.class);
        }
    }

    /** Gives the segments back, as sending them would. */
    private static long emptied(Buffer out) {
        long size = out.size();
        out.clear();
        return size;
    }
}
