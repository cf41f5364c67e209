package io.github.cphshare.client.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is found in a header must not depend on the one before it. Each byte of a good header is changed in turn, behind a
 * header that is in order, so that the two are compared, and behind one that is not, so that nothing is there to compare.
 */
class AlikeTest {
    private static final int BLOCK = TarBytes.BLOCK;
    private static final TarPolicy SMALL = TarPolicy.strict().withLimit(TarLimit.ENTRY_SIZE, 4);

    @ParameterizedTest(name = "byte {0}")
    @ValueSource(ints = {0, ' ', '/', '0', '1', '7', '8', 'a', 0x7F, 0x80, 0xFF})
    void a_change_is_found_behind_a_header_like_it(int value) throws IOException {
        for (char type : new char[] {'0', 0, '5'}) {
            for (int place = 0; place < BLOCK; place++) {
                for (boolean mended : new boolean[] {true, false}) {
                    byte[] changed = header("data/second", type).bytes();
                    changed[place] = (byte) value;
                    if (mended) {
                        TarBytes.H.withChecksum(changed);
                    }
                    assertAlikeAndAlone(type, changed, place + " = " + value);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"size", "time", "slash", "full name", "prefix", "all spaces"})
    void a_number_or_name_out_of_the_usual_is_found_too(String what) throws IOException {
        for (char type : new char[] {'0', 0, '5'}) {
            UnaryOperator<TarBytes.H> bend =
                    switch (what) {
                        case "size" -> header -> header.size(5);
                        case "time" -> header -> header.number(136, 12, 4_102_444_801L);
                        case "slash" -> header -> header.put(0, "data/second/");
                        case "full name" -> header -> header.put(0, "data/" + "n".repeat(94) + "/");
                        case "prefix" -> header -> header.put(345, "data/\u00e4");
                        default -> header -> header.put(136, " ".repeat(12));
                    };
            assertAlikeAndAlone(type, bend.apply(header("data/second", type)).bytes(), what);
        }
    }

    private static TarBytes.H header(String name, char type) {
        return TarBytes.header(name).type(type).mode(type == '5' ? 0755 : 0644);
    }

    private static void assertAlikeAndAlone(char type, byte[] changed, String what) throws IOException {
        byte[] inOrder = header("data/first", type).bytes();
        byte[] odd = header("data/first", type).zero(257, 8).bytes();

        assertThat(second(inOrder, changed)).as(what).isEqualTo(second(odd, changed));
    }

    private static List<String> second(byte[] first, byte[] second) throws IOException {
        byte[] archive = TarBytes.archive().raw(first).raw(second).zeroBlocks(1).end();
        return TarChecker.of(SMALL).check(new MemoryChannel(archive)).findings().stream()
                .filter(finding -> finding.offset() >= BLOCK)
                .map(finding -> finding.offset() + " " + finding.severity() + " " + finding)
                .toList();
    }
}
