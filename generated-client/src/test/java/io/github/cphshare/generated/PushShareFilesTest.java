package io.github.cphshare.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.cphshare.generated.api.SharedStorageApi;
import io.github.cphshare.generated.constraint.ConstraintViolation;
import io.github.cphshare.generated.constraint.PushShareFilesRequestBodyConstraints;
import io.github.cphshare.generated.constraint.SharedStorageApiConstraints;
import io.github.cphshare.generated.json.GeneratedJsonAdapterFactory;
import io.github.cphshare.generated.model.PushShareFilesRequestBody;
import io.github.cphshare.generated.model.PushShareFilesResponse;
import io.github.cphshare.generated.model.ServerJob;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import retrofit2.Converter;
import retrofit2.Retrofit;

/** What was generated for the one operation of the contract. */
class PushShareFilesTest {
    private final Moshi moshi =
            new Moshi.Builder().add(new GeneratedJsonAdapterFactory()).build();

    private static PushShareFilesRequestBody documentedExample() {
        return PushShareFilesRequestBody.builder()
                .bucketName("bucket-a")
                .objectPath("my_apps/test.tar")
                .serverIds(List.of("1234567b8bab40ffb711234cb80d0234", "1678567b8bab40f93711234cb80d0764"))
                .build();
    }

    @Test
    void a_push_is_on_the_wire_as_documented_and_keeps_the_path_of_the_endpoint() throws IOException {
        SharedStorageApi api = new Retrofit.Builder()
                .baseUrl("https://example.com/base/")
                .addConverterFactory(new Json(moshi))
                .validateEagerly(true)
                .build()
                .create(SharedStorageApi.class);

        Request request = api.pushShareFiles("a/b", documentedExample()).request();

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.url()).hasToString("https://example.com/base/v1/a%2Fb/cloud-phone/phones/share-files");
        assertThat(request.headers().names()).isEmpty();
        Buffer body = new Buffer();
        request.body().writeTo(body);
        assertThat(body.readUtf8())
                .isEqualTo("{\"bucket_name\":\"bucket-a\",\"object_path\":\"my_apps/test.tar\",\"server_ids\":"
                        + "[\"1234567b8bab40ffb711234cb80d0234\",\"1678567b8bab40f93711234cb80d0764\"]}");
    }

    @Test
    void an_answer_is_taken_with_whatever_the_service_adds_or_leaves_out() throws IOException {
        PushShareFilesResponse answer =
                moshi.adapter(PushShareFilesResponse.class).fromJson("""
                        {"request_id":"r","new":1,"jobs":[
                          {"server_id":"a","job_id":"j"},
                          null,
                          {"server_id":"b","error_code":"CPS.0137","error_msg":"no"},
                          {}]}""");

        assertThat(answer.requestId()).isEqualTo("r");
        assertThat(answer.jobs())
                .containsExactly(
                        new ServerJob("a", "j", null, null),
                        null,
                        new ServerJob("b", null, "CPS.0137", "no"),
                        ServerJob.builder().build());
        assertThat(moshi.adapter(PushShareFilesResponse.class).fromJson("{}").jobs())
                .isNull();
    }

    @Test
    void the_documented_example_keeps_every_limit() {
        assertThat(SharedStorageApiConstraints.pushShareFiles("0503ddaa18000ff21ff0c009e65d5482", documentedExample()))
                .isEmpty();
    }

    @Test
    void every_broken_limit_is_found_with_the_document_that_states_it() {
        List<ConstraintViolation> found = SharedStorageApiConstraints.pushShareFiles(
                "../x",
                PushShareFilesRequestBody.builder()
                        .bucketName("bucketA")
                        .objectPath("a".repeat(1021) + ".zip")
                        .serverIds(Arrays.asList("a,b", null, ""))
                        .build());

        assertThat(found)
                .extracting(ConstraintViolation::field, ConstraintViolation::rule)
                .containsExactly(
                        tuple("project_id", "pattern"),
                        tuple("bucket_name", "pattern"),
                        tuple("object_path", "maxLength"),
                        tuple("object_path", "pattern"),
                        tuple("server_ids[0]", "pattern"),
                        tuple("server_ids[1]", "required"),
                        tuple("server_ids[2]", "minLength"),
                        tuple("server_ids[2]", "pattern"));
        assertThat(found).allSatisfy(v -> assertThat(v.source()).isNotBlank());
        assertThat(found.get(1).source()).startsWith("EN-2024, Table 3, row bucket_name");
    }

    @Test
    void a_body_without_values_and_no_body_at_all_are_named_not_thrown() {
        assertThat(PushShareFilesRequestBodyConstraints.check(
                        PushShareFilesRequestBody.builder().build()))
                .extracting(ConstraintViolation::field)
                .containsExactly("bucket_name", "object_path", "server_ids");
        assertThatCode(() -> SharedStorageApiConstraints.pushShareFiles(null, null))
                .doesNotThrowAnyException();
        assertThat(SharedStorageApiConstraints.pushShareFiles(null, null)).hasSize(2);
    }

    @Test
    void no_more_servers_than_any_document_forbids_are_refused() {
        PushShareFilesRequestBody many = PushShareFilesRequestBody.builder()
                .bucketName("bucket-a")
                .objectPath("a.tar")
                .serverIds(Collections.nCopies(10_000, "s"))
                .build();

        assertThat(PushShareFilesRequestBodyConstraints.check(many)).isEmpty();
    }

    /** The shortest converter that Retrofit takes. */
    private static final class Json extends Converter.Factory {
        private final Moshi moshi;

        Json(Moshi moshi) {
            this.moshi = moshi;
        }

        @Override
        public Converter<?, RequestBody> requestBodyConverter(
                Type type, Annotation[] parameter, Annotation[] method, Retrofit retrofit) {
            JsonAdapter<Object> adapter = moshi.adapter(type);
            return value -> RequestBody.create(adapter.toJson(value), MediaType.get("application/json"));
        }

        @Override
        public Converter<ResponseBody, ?> responseBodyConverter(
                Type type, Annotation[] annotations, Retrofit retrofit) {
            JsonAdapter<Object> adapter = moshi.adapter(type);
            return body -> adapter.fromJson(body.source());
        }
    }
}
