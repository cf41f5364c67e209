package io.github.cphshare.benchmarks.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.gson.annotations.SerializedName;
import com.squareup.moshi.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a push as one would write it by hand, for libraries that find its fields by reflection. */
public record ResponseBean(
        @Json(name = "request_id") @SerializedName("request_id") @JsonProperty("request_id") @Nullable
        String requestId,

        @Nullable List<JobBean> jobs) {

    /** The answer about one server. */
    public record JobBean(
            @Json(name = "server_id") @SerializedName("server_id") @JsonProperty("server_id") @Nullable
            String serverId,

            @Json(name = "job_id") @SerializedName("job_id") @JsonProperty("job_id") @Nullable
            String jobId,

            @Json(name = "error_code") @SerializedName("error_code") @JsonProperty("error_code") @Nullable
            String errorCode,

            @Json(name = "error_msg") @SerializedName("error_msg") @JsonProperty("error_msg") @Nullable
            String errorMsg) {}
}
