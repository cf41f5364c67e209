package io.github.cphshare.client.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareListingTest {
    private static final String DOCUMENTED =
            "{\"files_in_path\":{\"total\":1,\"count\":1,\"files\":[\"4096 Apr 15 09:49"
                    + " com.tencent.mm\"]},\"share_base_max_size\":\"50G\",\"share_base_capacity\":\"8.9G 323M 8.2G 4%\"}";

    private static ShareListing parsed(String output) {
        return ShareListing.parse("s1", "/data/data", 0, output);
    }

    private static String listing(int total, int count) {
        return "{\"files_in_path\":{\"total\":" + total + ",\"count\":" + count + ",\"files\":["
                + IntStream.range(0, count)
                        .mapToObj(i -> "\"" + i + " Apr 15 09:49 file-" + i + "\"")
                        .collect(Collectors.joining(","))
                + "]},\"share_base_max_size\":\"50G\",\"share_base_capacity\":\"8.9G 323M 8.2G 4%\"}";
    }

    @Test
    void the_listing_of_the_documents_is_read() {
        ShareListing listing = parsed(DOCUMENTED);

        assertThat(listing.files()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("com.tencent.mm");
            assertThat(file.size()).isEqualTo(4096);
            assertThat(file.modified()).isEqualTo("Apr 15 09:49");
        });
        assertThat(listing.total()).isEqualTo(1);
        assertThat(listing.truncated()).isFalse();
        assertThat(listing.nextOffset()).isNull();
        assertThat(listing.storageSize()).isEqualTo("8.9G");
        assertThat(listing.storageUsed()).isEqualTo("323M");
        assertThat(listing.storageAvailable()).isEqualTo("8.2G");
        assertThat(listing).hasToString("ShareListing{s1:/data/data, 1 of 1 entries}");
    }

    @Test
    void a_name_may_have_blanks_and_an_entry_of_another_form_is_kept_as_it_came() {
        assertThat(SharedFile.of("12 Apr  5 09:49 a  b.txt").name()).isEqualTo("a  b.txt");
        assertThat(SharedFile.of("drwxr-xr-x 2 root").name()).isEqualTo("drwxr-xr-x 2 root");
        assertThat(SharedFile.of("drwxr-xr-x 2 root").size()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\nb", "\n", "a\r\n", "\u2028", "..", "\"a\\b\"", "\u001b[31m", "\u6587\u4ef6 \ud83d\ude00"})
    void a_name_is_whatever_stands_behind_the_time(String name) {
        SharedFile file = SharedFile.of("12 Apr  5 09:49 " + name);

        assertThat(file.name()).isEqualTo(name);
        assertThat(file.size()).isEqualTo(12);
        assertThat(file.modified()).isEqualTo("Apr  5 09:49");
    }

    @Test
    void an_empty_directory_is_a_listing() {
        assertThat(parsed("{\"files_in_path\":{\"total\":0,\"count\":0,\"files\":[]}}")
                        .files())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"files_in_path\":{\"total\":0,\"count\":0,\"files\":null},\"share_base_capacity\":\"8.9G 0 8.9G 0%\"}",
                "{\"files_in_path\":{\"total\":null,\"count\":null},\"share_base_capacity\":\"8.9G 0 8.9G 0%\"}",
                "{\"files_in_path\":null,\"share_base_capacity\":\"8.9G 0 8.9G 0%\"}",
            })
    void null_is_as_good_as_absent(String output) {
        ShareListing listing = parsed(output);

        assertThat(listing.files()).isEmpty();
        assertThat(listing.truncated()).isFalse();
        assertThat(listing.nextOffset()).isNull();
        assertThat(listing.storageSize()).isEqualTo("8.9G");
    }

    @Test
    void a_capacity_that_is_null_and_an_entry_that_is_null_cut_nothing_off() {
        ShareListing listing = parsed("{\"share_base_capacity\":null,\"files_in_path\":"
                + "{\"total\":2,\"count\":2,\"files\":[null,\"1 Apr 15 09:49 a\"]}}");

        assertThat(listing.storageSize()).isNull();
        assertThat(listing.files()).extracting(SharedFile::name).containsExactly("", "a");
        assertThat(listing.truncated()).isFalse();
        assertThat(listing.nextOffset()).isNull();
        assertThat(listing.total()).isEqualTo(2);
    }

    @Test
    void a_page_of_a_larger_directory_says_where_to_go_on() {
        ShareListing listing = ShareListing.parse("s1", "/data", 50, listing(120, 50));

        assertThat(listing.truncated()).isFalse();
        assertThat(listing.nextOffset()).isEqualTo(100);
        assertThat(ShareListing.parse("s1", "/data", 70, listing(120, 50)).nextOffset())
                .isNull();
    }

    @Property(tries = 300)
    void wherever_the_text_is_cut_off_what_came_whole_is_kept(@ForAll @IntRange(min = 17, max = 1500) int length) {
        String whole = listing(60, 50);
        ShareListing complete = parsed(whole);

        ShareListing listing = parsed(whole.substring(0, Math.min(length, whole.length() - 1)));

        assertThat(listing.truncated()).isTrue();
        assertThat(complete.files().subList(0, listing.files().size())).isEqualTo(listing.files());
        if (!listing.files().isEmpty()) {
            assertThat(listing.nextOffset()).isEqualTo(listing.files().size());
        }
    }

    @Test
    void a_text_that_ends_well_but_holds_fewer_than_it_says_is_cut_off_too() {
        assertThat(parsed("{\"files_in_path\":{\"total\":2,\"count\":2,\"files\":[\"1 Apr 1 1:1 a\"]}}")
                        .truncated())
                .isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "ls: /data/x: No such file", "[]", "null", "{}", "{\"share_base_max_size\":\"50G\"}", "{\"fi"
            })
    void what_is_not_even_the_beginning_of_a_listing_is_a_failure(String output) {
        assertThatThrownBy(() -> parsed(output))
                .isInstanceOf(ShareListingException.class)
                .hasMessageContaining("s1")
                .hasMessageContaining("/data/data");
    }

    @Test
    void a_failure_shows_no_half_of_a_character_of_what_the_job_put_out() {
        assertThatThrownBy(() -> ShareListing.parse("s1", "/data/app", 0, "x".repeat(79) + "\ud83d\ude00"))
                .message()
                .doesNotMatch(text -> text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE));
    }
}
