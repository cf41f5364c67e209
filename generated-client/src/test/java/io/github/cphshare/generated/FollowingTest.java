package io.github.cphshare.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.squareup.moshi.Moshi;
import io.github.cphshare.generated.api.CommaSeparated;
import io.github.cphshare.generated.api.JobsApi;
import io.github.cphshare.generated.api.ServersApi;
import io.github.cphshare.generated.api.SharedStorageApi;
import io.github.cphshare.generated.constraint.ConstraintViolation;
import io.github.cphshare.generated.constraint.JobsApiConstraints;
import io.github.cphshare.generated.constraint.SharedStorageApiConstraints;
import io.github.cphshare.generated.json.GeneratedJsonAdapterFactory;
import io.github.cphshare.generated.model.Job;
import io.github.cphshare.generated.model.ListCloudPhoneModelsResponse;
import io.github.cphshare.generated.model.ListCloudPhoneServersResponse;
import io.github.cphshare.generated.model.ListJobsResponse;
import io.github.cphshare.generated.model.PhoneModelExtendSpec;
import io.github.cphshare.generated.model.PushShareFilesRequestBody;
import io.github.cphshare.generated.model.Server;
import io.github.cphshare.generated.model.ShareFilesListing;
import io.github.cphshare.generated.model.ShowCloudPhoneServerDetailResponse;
import io.github.cphshare.generated.model.ShowJobResponse;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.ResponseBody;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retrofit2.Converter;
import retrofit2.Retrofit;

/** What was generated for seeing a push through: jobs, servers, phone models, listings. */
class FollowingTest {
    private static final String PROJECT = "0503ddaa18000ff21ff0c009e65d5482";

    private final Moshi moshi =
            new Moshi.Builder().add(new GeneratedJsonAdapterFactory()).build();
    private final Retrofit retrofit = new Retrofit.Builder()
            .baseUrl("https://example.com/base/")
            .addConverterFactory(new Converter.Factory() {
                @Override
                public Converter<ResponseBody, ?> responseBodyConverter(
                        Type type, Annotation[] annotations, Retrofit retrofit) {
                    return body -> moshi.adapter(type).fromJson(body.source());
                }
            })
            .build();

    @Test
    void a_list_of_ids_is_sent_once_joined_by_commas() {
        HttpUrl jobs = retrofit.create(JobsApi.class)
                .listJobs(PROJECT, null, CommaSeparated.of(List.of("a", "b", "c")), 0, 100)
                .request()
                .url();
        HttpUrl files = retrofit.create(SharedStorageApi.class)
                .listShareFiles(PROJECT, "/data/my=app", CommaSeparated.of(List.of("s1", "s2")), null, 50)
                .request()
                .url();

        assertThat(jobs)
                .hasToString("https://example.com/base/v1/" + PROJECT
                        + "/cloud-phone/jobs?request_ids=a%2Cb%2Cc&offset=0&limit=100");
        assertThat(jobs.queryParameterValues("request_ids")).containsExactly("a,b,c");
        assertThat(files.encodedPath()).endsWith("/cloud-phone/servers/share-files");
        assertThat(files.queryParameterNames()).containsExactly("path", "server_ids", "limit");
        assertThat(files.queryParameter("path")).isEqualTo("/data/my=app");
        assertThat(files.queryParameterValues("server_ids")).containsExactly("s1,s2");
    }

    @Test
    void an_id_with_a_comma_would_be_two_and_is_refused() {
        assertThatThrownBy(() -> CommaSeparated.of(List.of("a", "b,c"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void single_things_are_asked_for_by_their_path() {
        assertThat(retrofit.create(JobsApi.class)
                        .showJob(PROJECT, "j")
                        .request()
                        .url()
                        .encodedPath())
                .isEqualTo("/base/v1/" + PROJECT + "/cloud-phone/jobs/j");
        assertThat(retrofit.create(ServersApi.class)
                        .showCloudPhoneServerDetail(PROJECT, "s")
                        .request()
                        .url()
                        .encodedPath())
                .isEqualTo("/base/v1/" + PROJECT + "/cloud-phone/servers/s");
    }

    @Test
    void limits_of_a_query_are_found_before_it_is_sent() {
        assertThat(JobsApiConstraints.listJobs(PROJECT, null, Collections.nCopies(21, "r"), -1, 101))
                .extracting(ConstraintViolation::field, ConstraintViolation::rule)
                .containsExactly(
                        tuple("request_ids", "maxItems"), tuple("offset", "minimum"), tuple("limit", "maximum"));
        assertThat(SharedStorageApiConstraints.listShareFiles(PROJECT, "/data/data", List.of("s"), 0, 51))
                .extracting(ConstraintViolation::field)
                .containsExactly("limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data", "/data/", "/data/data", "/data/.hidden", "/data/..a", "/cache/a.b+c-d_e=f", "/a."})
    void a_directory_that_the_documents_allow_can_be_listed(String path) {
        assertThat(SharedStorageApiConstraints.listShareFilesPath(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "data", "//", "/data//x", "/data/../x", "/data/..", "/a../b", "/.", "/a b", "/é", "/a\n"
            })
    void a_directory_that_they_do_not_allow_cannot(String path) {
        assertThat(SharedStorageApiConstraints.listShareFilesPath(path)).isNotEmpty();
    }

    @Test
    void a_path_of_any_depth_is_judged_and_never_overflows_the_stack() {
        assertThat(SharedStorageApiConstraints.listShareFilesPath("/a".repeat(100)))
                .isEmpty();
        assertThat(SharedStorageApiConstraints.listShareFilesPath("/a".repeat(100_000)))
                .extracting(ConstraintViolation::rule)
                .contains("maxLength");
    }

    @Test
    void jobs_are_read_with_nulls_unknown_states_and_whatever_is_new() throws IOException {
        ListJobsResponse answer = moshi.adapter(ListJobsResponse.class).fromJson("""
                {"request_id":"q","new":{},"jobs":[
                  {"server_id":"s","job_id":"j","status":-1,"error_code":"CPS0005","error_msg":"no"},
                  null,
                  {"job_id":"k","status":7,"end_time":null,"error_code":null,"execute_msg":null},
                  {"status":null}]}""");

        assertThat(answer.jobs())
                .containsExactly(
                        Job.builder()
                                .serverId("s")
                                .jobId("j")
                                .status(Job.STATUS_FAILED)
                                .errorCode("CPS0005")
                                .errorMsg("no")
                                .build(),
                        null,
                        Job.builder().jobId("k").status(7).build(),
                        Job.builder().build());
        assertThat(List.of(Job.STATUS_RUNNING, Job.STATUS_SUCCEEDED, Job.STATUS_FAILED))
                .containsExactly(1, 2, -1)
                .containsExactly(
                        ShowJobResponse.STATUS_RUNNING,
                        ShowJobResponse.STATUS_SUCCEEDED,
                        ShowJobResponse.STATUS_FAILED);
    }

    @Test
    void servers_and_their_shared_storage_are_read() throws IOException {
        ListCloudPhoneServersResponse page = moshi.adapter(ListCloudPhoneServersResponse.class)
                .fromJson("{\"count\":10000,\"servers\":[{\"server_id\":\"s\",\"status\":5,\"addresses\":[{}]}]}");
        ShowCloudPhoneServerDetailResponse one = moshi.adapter(ShowCloudPhoneServerDetailResponse.class)
                .fromJson("{\"server_id\":\"s\",\"status\":42,\"share_volume_info\":{\"size\":50,\"version\":1}}");

        assertThat(page.count()).isEqualTo(10_000);
        assertThat(page.servers())
                .containsExactly(Server.builder()
                        .serverId("s")
                        .status(Server.STATUS_NORMAL)
                        .build());
        assertThat(one.shareVolumeInfo().version()).isEqualTo(1);
        assertThat(one.status()).isEqualTo(42);
    }

    @Test
    void json_inside_a_string_has_an_adapter_of_its_own() throws IOException {
        ListCloudPhoneModelsResponse models = moshi.adapter(ListCloudPhoneModelsResponse.class)
                .fromJson("{\"phone_models\":[{\"phone_model_name\":\"m\",\"extend_spec\":"
                        + "\"{\\\"eip_count\\\":1,\\\"max_share_disk_size_g\\\":50}\"}]}");
        PhoneModelExtendSpec spec = moshi.adapter(PhoneModelExtendSpec.class)
                .fromJson(models.phoneModels().get(0).extendSpec());
        ShareFilesListing listing = moshi.adapter(ShareFilesListing.class)
                .fromJson(
                        "{\"files_in_path\":{\"total\":1,\"count\":1,\"files\":[\"4096 Apr 15 09:49 com.tencent.mm\"]},"
                                + "\"share_base_max_size\":\"50G\",\"share_base_capacity\":\"8.9G 323M 8.2G 4%\"}");

        assertThat(spec.maxShareDiskSizeG()).isEqualTo(50);
        assertThat(listing.filesInPath().files()).containsExactly("4096 Apr 15 09:49 com.tencent.mm");
        assertThat(listing.shareBaseCapacity()).isEqualTo("8.9G 323M 8.2G 4%");
    }

    @Test
    void no_push_body_can_carry_what_a_deletion_needs() {
        PushShareFilesRequestBody everything = PushShareFilesRequestBody.builder()
                .bucketName("file_paths")
                .objectPath("file_paths")
                .serverIds(List.of("file_paths"))
                .build();

        assertThat(moshi.adapter(PushShareFilesRequestBody.class).toJsonValue(everything))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("bucket_name", "object_path", "server_ids");
        assertThat(PushShareFilesRequestBody.class.getRecordComponents()).hasSize(3);
        for (Class<?> api : List.of(SharedStorageApi.class, JobsApi.class, ServersApi.class)) {
            assertThat(api.getMethods()).as("deleting is not offered").noneMatch(method -> method.getName()
                    .toLowerCase(Locale.ROOT)
                    .contains("delete"));
        }
    }
}
