package io.github.cphshare.client.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerNumbersTest {
    private static void findsEach(List<String> ids) {
        ServerNumbers numbers = new ServerNumbers(new Ledger(ids));
        for (int i = 0; i < ids.size(); i++) {
            assertThat(numbers.of(ids.get(i))).isEqualTo(i + 1);
        }
        assertThatThrownBy(() -> numbers.of("stranger"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stranger");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 1_000, 65_536})
    void finds_the_number_of_each_server_and_of_no_other(int servers) {
        findsEach(IntStream.range(0, servers).mapToObj(i -> "server-" + i).toList());
    }

    @Test
    void keeps_ids_apart_whose_hashes_are_the_same() {
        List<String> ids = new ArrayList<>(List.of(""));
        for (int length = 0; length < 8; length++) {
            ids = ids.stream()
                    .flatMap(id -> List.of(id + "Aa", id + "BB").stream())
                    .toList();
        }
        assertThat(new HashSet<>(ids.stream().map(String::hashCode).toList())).hasSize(1);
        findsEach(ids);
    }
}
