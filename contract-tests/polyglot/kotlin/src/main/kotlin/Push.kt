package io.github.cphshare.polyglot

import io.github.cphshare.kotlin.client.apis.JobsApi
import io.github.cphshare.kotlin.client.apis.SharedStorageApi
import io.github.cphshare.kotlin.client.auth.ApiKeyAuth
import io.github.cphshare.kotlin.client.infrastructure.CollectionFormats.CSVParams
import io.github.cphshare.kotlin.client.infrastructure.Serializer
import io.github.cphshare.kotlin.client.infrastructure.getErrorResponse
import io.github.cphshare.kotlin.client.models.ApiError
import io.github.cphshare.kotlin.client.models.Job
import io.github.cphshare.kotlin.client.models.PushShareFilesRequestBody
import io.github.cphshare.kotlin.client.models.ServerJob
import okhttp3.OkHttpClient
import retrofit2.Response
import retrofit2.Retrofit
import retrofit2.converter.moshi.MoshiConverterFactory
import retrofit2.create

data class Endpoint(val url: String, val projectId: String, val token: String) {
    override fun toString() = "$url, project $projectId"
}

/**
 * What became of a push, server by server.
 *
 * @property missing servers that were asked for, and that the answer says nothing about
 */
data class Receipt(
    val requestId: String?,
    val accepted: List<ServerJob>,
    val refused: List<ServerJob>,
    val missing: List<String>,
)

/** The service, or something before it, refused the push as a whole. */
class ServiceException(val status: Int, val error: ApiError, val row: Row) :
    Exception(listOfNotNull(status, error.errorCode, error.errorMsg).joinToString(" "))

/** Nothing is sent again unasked, and a redirect is not followed: the token is for this host alone. */
fun retrofit(endpoint: Endpoint): Retrofit {
    val http = OkHttpClient.Builder()
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .addInterceptor(ApiKeyAuth("header", "X-Auth-Token", endpoint.token))
        .build()
    return Retrofit.Builder()
        .baseUrl(endpoint.url)
        .client(http)
        .addConverterFactory(MoshiConverterFactory.create(Serializer.moshi))
        .build()
}

/** Sends a push, once. */
suspend fun push(endpoint: Endpoint, catalogue: ErrorCatalogue, request: PushShareFilesRequestBody): Receipt {
    val response = retrofit(endpoint).create<SharedStorageApi>().pushShareFiles(endpoint.projectId, request)
    val jobs = response.success(catalogue).jobs.orEmpty()
    return Receipt(
        requestId = response.body()?.requestId.orEmpty().ifEmpty { response.headers()["X-Request-Id"] },
        accepted = jobs.filter { it.errorCode.isNullOrEmpty() },
        refused = jobs.filterNot { it.errorCode.isNullOrEmpty() },
        missing = request.serverIds - jobs.mapNotNull { it.serverId }.toSet(),
    )
}

private const val RUNNING = 1
private const val PAGE = 100

/**
 * Asks for the jobs of a push until none of them runs, or the patience is at its end.
 *
 * @param pause between two looks, in whichever way the caller wants to wait
 * @return the jobs as they stood at the last look
 */
suspend fun follow(
    endpoint: Endpoint,
    catalogue: ErrorCatalogue,
    receipt: Receipt,
    patience: Int = 60,
    pause: suspend () -> Unit,
): List<Job> {
    repeat(patience - 1) {
        val jobs = jobsOf(endpoint, catalogue, receipt)
        if (jobs.none { it.status == RUNNING }) return jobs
        pause()
    }
    return jobsOf(endpoint, catalogue, receipt)
}

/** The answer does not say how many there are: a page that is not full is the last. */
private suspend fun jobsOf(endpoint: Endpoint, catalogue: ErrorCatalogue, receipt: Receipt): List<Job> {
    val requestId = receipt.requestId.orEmpty()
    require(requestId.isNotEmpty()) { "without a request id nobody can ask for the jobs of this push alone" }
    val asked = CSVParams(listOf(requestId))
    val api = retrofit(endpoint).create<JobsApi>()
    val jobs = mutableListOf<Job>()
    do {
        val response = api.listJobs(endpoint.projectId, requestIds = asked, offset = jobs.size, limit = PAGE)
        val page = response.success(catalogue).jobs.orEmpty()
        jobs += page
    } while (page.size == PAGE)
    return jobs
}

/** What stands between may answer with something else than the contract's error. */
private fun <T> Response<T>.success(catalogue: ErrorCatalogue): T {
    body()?.let { return it }
    val json = headers()["Content-Type"].orEmpty().startsWith("application/json")
    // It may also break off.
    val error = (if (json) runCatching { getErrorResponse<ApiError>() }.getOrNull() else null) ?: ApiError()
    val known = error.copy(requestId = error.requestId.orEmpty().ifEmpty { headers()["X-Request-Id"] })
    throw ServiceException(code(), known, catalogue.find(error.errorCode, code()))
}
