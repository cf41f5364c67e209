package io.github.cphshare.polyglot

import com.squareup.moshi.Json
import com.squareup.moshi.JsonAdapter
import com.squareup.moshi.Moshi
import com.squareup.moshi.adapter
import com.squareup.moshi.kotlin.reflect.KotlinJsonAdapterFactory
import io.github.cphshare.kotlin.client.models.PushShareFilesRequestBody
import java.io.File
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.RequestBody.Companion.toRequestBody

data class Scenario(
    val name: String,
    val setup: Map<String, Any>,
    val request: PushShareFilesRequestBody,
    val expected: Expected,
) {
    override fun toString() = name
}

data class Expected(
    val status: Int,
    val accepted: List<String> = listOf(),
    val refused: Map<String, String> = mapOf(),
    val missing: List<String> = listOf(),
    @Json(name = "error_code") val errorCode: String?,
    @Json(name = "error_msg") val errorMsg: String?,
    val category: String?,
    val retryable: Boolean?,
)

/** A push whose jobs are to be followed, and how each ends. */
data class Following(val setup: Map<String, Any>, val request: PushShareFilesRequestBody, val jobs: List<End>)

/** A query by a list. */
data class TwoPushes(
    val setup: Map<String, Any>,
    @Json(name = "request_ids") val requestIds: List<String>,
    val statuses: List<Int>,
)

data class End(
    @Json(name = "server_id") val serverId: String?,
    val status: Int?,
    @Json(name = "error_code") val errorCode: String?,
)

data class Started(
    val id: Int,
    @Json(name = "endpoint") val url: String,
    @Json(name = "project_id") val projectId: String,
    val token: String,
) {
    val endpoint get() = Endpoint(url, projectId, token)
}

@OptIn(ExperimentalStdlibApi::class)
object Simulator {
    private val moshi = Moshi.Builder().add(KotlinJsonAdapterFactory()).build()
    private val http = OkHttpClient()

    val scenarios: List<Scenario> = read("scenarios.json", moshi.adapter())
    val following: Following = read("following.json", moshi.adapter())
    val twoPushes: TwoPushes = read("two-pushes.json", moshi.adapter())
    val catalogue = ErrorCatalogue(read("error-catalogue.json", moshi.adapter()))

    /** A simulator of one's own. */
    fun start(setup: Map<String, Any>): Started = moshi.adapter<Started>().fromJson(control("/simulators", setup))!!

    /** Puts its clock forward. */
    fun forward(simulator: Started, seconds: Int) {
        control("/simulators/${simulator.id}/clock", mapOf("seconds" to seconds))
    }

    private fun control(path: String, body: Map<String, Any>): String {
        val json = moshi.adapter<Map<String, Any>>().toJson(body).toRequestBody()
        val request = Request.Builder().url(System.getenv("CPH_CONTROL") + path).post(json).build()
        return http.newCall(request).execute().use { response ->
            response.body!!.string().also { check(response.isSuccessful) { it } }
        }
    }

    private fun <T> read(name: String, adapter: JsonAdapter<T>): T =
        adapter.fromJson(File(System.getenv("CPH_TARGET"), name).readText())!!
}
