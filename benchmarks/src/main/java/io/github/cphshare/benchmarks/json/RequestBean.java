package io.github.cphshare.benchmarks.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.gson.annotations.SerializedName;
import com.squareup.moshi.Json;
import java.util.List;

/** The body of a push as one would write it by hand, for libraries that find its fields by reflection. */
public record RequestBean(
        @Json(name = "bucket_name") @SerializedName("bucket_name") @JsonProperty("bucket_name")
        String bucketName,

        @Json(name = "object_path") @SerializedName("object_path") @JsonProperty("object_path")
        String objectPath,

        @Json(name = "server_ids") @SerializedName("server_ids") @JsonProperty("server_ids")
        List<String> serverIds) {}
