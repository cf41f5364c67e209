package io.github.cphshare.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;

/** Which servers have been answered about, in whatever order the answers come. */
class AskedServersTest {

    @Example
    void answers_in_the_order_of_the_request_leave_none_missing() {
        AskedServers servers = new AskedServers(List.of("a", "b", "c"));

        assertThat(List.of("a", "b", "c")).allMatch(id -> servers.answer(servers.place(id)));
        assertThat(servers.missing()).isEmpty();
        assertThat(servers.answer(servers.place("b"))).as("a second answer").isFalse();
        assertThat(servers.place("x")).isEqualTo(AskedServers.NOWHERE);
    }

    @Property
    void any_order_is_told_apart_as_two_sets_would(
            @ForAll @UniqueElements List<@StringLength(1) @CharRange(from = 'a', to = 'f') String> asked,
            @ForAll List<@StringLength(1) @CharRange(from = 'a', to = 'h') String> answers) {
        AskedServers servers = new AskedServers(asked);
        Set<String> missing = new LinkedHashSet<>(asked);

        for (String answer : answers) {
            assertThat(servers.place(answer)).isEqualTo(asked.indexOf(answer));
            if (asked.contains(answer)) {
                assertThat(servers.answer(servers.place(answer))).isEqualTo(missing.remove(answer));
            }
        }

        assertThat(servers.missing()).isEqualTo(new ArrayList<>(missing));
    }
}
