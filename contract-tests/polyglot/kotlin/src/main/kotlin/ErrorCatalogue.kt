package io.github.cphshare.polyglot

/** One row of the error catalogue. A status may be a whole hundred: `4XX`. */
data class Row(
    val code: String,
    val statuses: List<String>,
    val category: String,
    val retryable: Boolean,
    val delivery: String,
    val advice: String,
)

/** What a code means. Read as its document says: code and status, else the code, else the status, else its hundred. */
class ErrorCatalogue(private val rows: List<Row>) {
    fun find(code: String?, status: Int): Row {
        val known = code?.replace(Regex("^APIG\\."), "APIGW.")?.replace(Regex("^CPS(?=\\d)"), "CPS.")
        return rows.find { it.code == known && "$status" in it.statuses }
            ?: rows.find { it.code == known }
            ?: rows.find { it.code == ANY_CODE && "$status" in it.statuses }
            ?: rows.first { it.code == ANY_CODE && "${status / 100}XX" in it.statuses }
    }

    private companion object {
        const val ANY_CODE = "*"
    }
}
