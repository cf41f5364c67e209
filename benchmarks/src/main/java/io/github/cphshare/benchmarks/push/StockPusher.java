package io.github.cphshare.benchmarks.push;

import io.github.cphshare.benchmarks.Sample;
import java.io.IOException;
import okhttp3.OkHttpClient;
import org.openapitools.client.JSON;
import org.openapitools.client.api.SharedStorageApi;
import org.openapitools.client.auth.ApiKeyAuth;
import org.openapitools.client.model.PushShareFilesRequestBody;
import org.openapitools.client.model.PushShareFilesResponse;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.gson.GsonConverterFactory;
import retrofit2.converter.scalars.ScalarsConverterFactory;

/**
 * What the stock templates of OpenAPI Generator make of the contract, put together as their {@code ApiClient} does (which
 * is left out: it drags in an OAuth library that ended years ago).
 */
final class StockPusher implements Pusher {
    private final OkHttpClient client;
    private final SharedStorageApi api;
    private final Sample sample;

    StockPusher(Target target) {
        ApiKeyAuth token = new ApiKeyAuth("header", "X-Auth-Token");
        token.setApiKey(Sample.TOKEN);
        client = OkHttpPusher.client(target).newBuilder().addInterceptor(token).build();
        api = new Retrofit.Builder()
                .baseUrl(target.endpoint() + "/")
                .addConverterFactory(ScalarsConverterFactory.create())
                .addConverterFactory(GsonConverterFactory.create(new JSON().getGson()))
                .client(client)
                .build()
                .create(SharedStorageApi.class);
        sample = target.sample();
    }

    @Override
    public int push() throws IOException {
        PushShareFilesRequestBody body = new PushShareFilesRequestBody()
                .bucketName(Sample.BUCKET)
                .objectPath(Sample.OBJECT)
                .serverIds(sample.serverIds());
        Response<PushShareFilesResponse> response =
                api.pushShareFiles(Sample.PROJECT, body).execute();
        PushShareFilesResponse answer = response.body();
        if (answer == null) {
            throw new IOException("HTTP " + response.code());
        }
        return answer.getJobs().size();
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
