package io.github.cphshare.client.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NameTableTest {
    @Test
    void names_that_share_a_slot_stay_apart() {
        NameLog log = new NameLog();
        NameIndex index = new NameIndex(log, 0);
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            // The uppermost bits choose the slot, so all of these compete for one; a slot does not even hold the lower
            // ones.
            index.add(log.add(i, random.nextLong(), i));
        }
        assertThat(log.size()).isEqualTo(5000);
        for (int i = 0; i < 5000; i++) {
            assertThat(log.value(index.find(i))).isEqualTo(i);
        }
        assertThat(index.find(5000)).isEqualTo(-1);
    }

    @Test
    void what_is_kept_of_a_name_is_what_was_said_last() {
        NameLog log = new NameLog();
        int many = 100_000; // More than the pages that are there at first can hold.
        for (int i = 0; i < many; i++) {
            assertThat(log.add(i, -i, 3L * i)).isEqualTo(i);
        }
        for (int i = 0; i < many; i += 3) {
            log.setValue(i, 7L * i);
        }
        assertThat(log.size()).isEqualTo(many);
        for (int i = 0; i < many; i++) {
            assertThat(log.key(i)).isEqualTo(i);
            assertThat(log.identity(i)).isEqualTo(-i);
            assertThat(log.value(i)).isEqualTo((i % 3 == 0 ? 7L : 3L) * i);
        }
    }

    @Test
    void names_are_found_however_directories_are_mixed() {
        for (int directories : new int[] {1, 3, 200}) {
            for (int longestRun : new int[] {1, 12, 300}) {
                assertFindsAll(new Random(directories + longestRun), directories, longestRun);
            }
        }
    }

    /** Against a plain map: names come in runs, each in a directory that was there before or not. */
    private static void assertFindsAll(Random random, int directories, int longestRun) {
        NameTable table = new NameTable();
        Set<Long> begun = new HashSet<>();
        Map<Long, Long> values = new HashMap<>();
        for (long value = 0; value < 3000; ) {
            long directory = key(random.nextInt(directories), 0);
            if (begun.add(directory)) {
                table.begin(directory);
            }
            for (int left = 1 + random.nextInt(longestRun); left > 0; left--, value++) {
                // Few enough that many are there already, some of them in another directory that is asked between.
                long place = random.nextInt(9) == 0 ? key(random.nextInt(directories), 0) : directory;
                long key = key(random.nextInt(1000), place);
                int found = table.find(place, key);
                assertThat(found < 0 ? null : (Long) table.value(found)).isEqualTo(values.get(key));
                if (found < 0 && begun.contains(place)) {
                    table.add(place, key, ~key, value);
                    values.put(key, value);
                } else if (found >= 0) {
                    assertThat(table.identity(found)).isEqualTo(~key);
                    table.setValue(found, value);
                    values.put(key, value);
                }
            }
        }
        assertThat(values).hasSizeGreaterThan(500);
    }

    private static long key(int number, long directory) {
        return new SplittableRandom(directory + number).nextLong();
    }
}
