package io.github.cphshare.polyglot

import io.github.cphshare.kotlin.client.apis.JobsApi
import io.github.cphshare.kotlin.client.apis.SharedStorageApi
import io.github.cphshare.kotlin.client.auth.ApiKeyAuth
import io.github.cphshare.kotlin.client.infrastructure.CollectionFormats.CSVParams
import io.github.cphshare.kotlin.client.infrastructure.Serializer
import io.github.cphshare.kotlin.client.models.PushShareFilesRequestBody
import kotlinx.coroutines.runBlocking
import okhttp3.OkHttpClient
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource
import org.junit.jupiter.params.provider.NullAndEmptySource
import retrofit2.Retrofit
import retrofit2.converter.moshi.MoshiConverterFactory
import retrofit2.create

class PushTest {
    @ParameterizedTest
    @MethodSource("succeeding")
    fun `a receipt tells what became of each server`(scenario: Scenario) = runBlocking {
        val receipt = pushed(scenario)

        assertNotNull(receipt.requestId)
        assertEquals(scenario.expected.accepted, receipt.accepted.map { it.serverId })
        assertTrue(receipt.accepted.none { it.jobId.isNullOrEmpty() })
        assertEquals(scenario.expected.refused, receipt.refused.associate { it.serverId to it.errorCode })
        assertEquals(scenario.expected.missing, receipt.missing)
    }

    @ParameterizedTest
    @MethodSource("failing")
    fun `a failure tells what the service said, and of which kind it is`(scenario: Scenario) {
        val expected = scenario.expected

        val failure = assertThrows<ServiceException> { runBlocking { pushed(scenario) } }

        assertEquals(expected.status, failure.status)
        assertNotNull(failure.error.requestId)
        assertEquals(expected.errorCode, failure.error.errorCode)
        expected.errorMsg?.let { assertEquals(it, failure.error.errorMsg) }
        expected.category?.let { assertEquals(it, failure.row.category) }
        expected.retryable?.let { assertEquals(it, failure.row.retryable) }
    }

    @Test
    fun `the jobs of a push are followed to their end`() = runBlocking {
        val following = Simulator.following
        val simulator = Simulator.start(following.setup)
        val receipt = push(simulator.endpoint, Simulator.catalogue, following.request)

        val jobs = follow(simulator.endpoint, Simulator.catalogue, receipt) { Simulator.forward(simulator, 60) }

        assertEquals(receipt.accepted.map { it.jobId }, jobs.map { it.jobId })
        assertEquals(following.jobs, jobs.map { End(it.serverId, it.status, it.errorCode?.ifEmpty { null }) })
    }

    @ParameterizedTest
    @NullAndEmptySource
    fun `without a request id no jobs are asked for, since that would mean all of them`(requestId: String?) {
        val nowhere = Endpoint("http://127.0.0.1:1", "p", "not-a-real-token")
        val receipt = Receipt(requestId, listOf(), listOf(), listOf())

        assertThrows<IllegalArgumentException> { runBlocking { follow(nowhere, Simulator.catalogue, receipt) {} } }
    }

    @Test
    fun `the jobs of two pushes are asked for at once`() = runBlocking {
        val asked = Simulator.twoPushes
        val endpoint = Simulator.start(asked.setup).endpoint

        val answer = retrofit(endpoint).create<JobsApi>()
            .listJobs(endpoint.projectId, requestIds = CSVParams(asked.requestIds), offset = 0, limit = 100)

        assertEquals(asked.statuses, answer.body()?.jobs?.map { it.status })
    }

    @Test
    fun `the page's push works as it stands`() = runBlocking {
        val objects = listOf(mapOf("bucket" to "bucket-a", "key" to "my_apps/test.tar"))
        val (_, endpoint, projectId, token) =
            Simulator.start(mapOf("name" to "the push of the page", "objects" to objects))
        val said = mutableListOf<String>()
        fun println(line: String) = said.add(line)

        // page: push
        val http = OkHttpClient.Builder()
            .retryOnConnectionFailure(false) // a push goes out once
            .followRedirects(false) // and the token to this host alone
            .addInterceptor(ApiKeyAuth("header", "X-Auth-Token", token))
            .build()
        val retrofit = Retrofit.Builder().baseUrl(endpoint).client(http)
            .addConverterFactory(MoshiConverterFactory.create(Serializer.moshi)).build()
        val answer = retrofit.create<SharedStorageApi>().pushShareFiles(
            projectId,
            PushShareFilesRequestBody(
                bucketName = "bucket-a",
                objectPath = "my_apps/test.tar",
                serverIds = listOf("1234567b8bab40ffb711234cb80d0234"),
            ),
        )
        for (job in answer.body()?.jobs.orEmpty()) {
            println("${job.serverId} ${job.errorCode.orEmpty().ifEmpty { job.jobId }}") // a 200 can hold refused servers
        }
        // page: end

        assertTrue(said.single().startsWith("1234567b8bab40ffb711234cb80d0234 "), said.single())
    }

    private suspend fun pushed(scenario: Scenario) =
        push(Simulator.start(scenario.setup).endpoint, Simulator.catalogue, scenario.request)

    companion object {
        @JvmStatic
        fun succeeding() = Simulator.scenarios.filter { it.expected.status == 200 }

        @JvmStatic
        fun failing() = Simulator.scenarios.filter { it.expected.status != 200 }
    }
}
