package torture.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick look at a text gives the verdict of the regular expression that it stands for. */
class LimitsTest {
    private static final String CHARACTERS =
            "abcXYZ019 _-.,/\\[]^$&|*+?(){}~!\"#\t\n\r\u0000\u007f\u0080éß中\ud83d\ude00\ud800";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^[a-z0-9.-]+$",
                "^[A-Za-z0-9_-]+$",
                "^[\\x21-\\x2B\\x2D-\\x7E]+$",
                "^[^a-c]+$",
                "^[a-z&&b]*$",
                "^[\\w\\-\\]\\[]*$",
                "^[^\\s,]+$",
                "^[\\p{L}é]+$",
                "^[.$^|]+$",
                "^[A-Za-z0-9./_+#=-]*\\.tar$",
                "^[a-z]+_z z-$",
                "^[!-?]+$",
                "^[\\x00-\\x7f]*$",
                "^[a[b-d]]+$",
                "[a-z]+",
                "^[a-z]+",
                "^[ab]{2}$",
                "^(a|b)+$"
            })
    void a_pattern_is_kept_by_exactly_the_texts_that_its_expression_matches(String regex) {
        Limits.Rule<String> rule = Limits.pattern(regex, "wrong");
        Pattern expression = Pattern.compile(
                regex.replace("&&", "\\&&").replaceFirst("\\$$", "\\\\z").replace("[a[b", "[a\\[b"));

        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            assertSameVerdict(rule, expression, String.valueOf((char) c));
        }
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(6); length > 0; length--) {
                text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
            assertSameVerdict(rule, expression, text.toString());
            assertSameVerdict(rule, expression, text + ".tar");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"^[a-z0-9.-]+$", "^[\\x21-\\x2B\\x2D-\\x7E]+$", "^[ac-y]*\\.tar$", "^[\\x00-\\x7f]+$"})
    void one_wrong_character_is_seen_wherever_it_stands_in_a_long_text(String regex) {
        Limits.Rule<String> rule = Limits.pattern(regex, "wrong");
        Pattern expression = Pattern.compile(regex.replaceFirst("\\$$", "\\\\z"));

        for (int length = 1; length <= 40; length++) {
            String good = "q".repeat(length);
            assertSameVerdict(rule, expression, good + ".tar");
            for (int at = 0; at < length; at++) {
                for (int i = 0; i < CHARACTERS.length(); i++) {
                    String text = good.substring(0, at) + CHARACTERS.charAt(i) + good.substring(at + 1);
                    assertSameVerdict(rule, expression, text);
                    assertSameVerdict(rule, expression, text + ".tar");
                }
            }
        }
    }

    private static void assertSameVerdict(Limits.Rule<String> rule, Pattern expression, String text) {
        boolean kept = rule.check(text, "").equals(List.of());
        if (kept != expression.matcher(text).find()) {
            assertThat(kept).as("verdict on '%s'", text).isEqualTo(!kept);
        }
    }

    @Test
    void a_long_list_of_texts_is_judged_as_each_of_them_is() {
        Random random = new Random(5);
        for (String regex : List.of("^[a-z]+$", "^[a-z?]*$", "^[\\x21-\\x2B\\x2D-\\x7E]+$", "^[a-z]*\\.tar$")) {
            Limits<String> limits = Limits.required("", Limits.length(0, 90), Limits.pattern(regex, "wrong"));
            Limits.Rule<List<String>> each = Limits.each(limits);
            for (int i = 0; i < 4_000; i++) {
                List<String> texts =
                        new ArrayList<>(Collections.nCopies(random.nextInt(120), "q".repeat(random.nextInt(99))));
                if (!texts.isEmpty() && random.nextBoolean()) {
                    String sign = CHARACTERS.substring(i % CHARACTERS.length(), i % CHARACTERS.length() + 1);
                    texts.set(random.nextInt(texts.size()), random.nextInt(9) == 0 ? null : "q".repeat(i % 9) + sign);
                }
                List<ConstraintViolation> one = List.of();
                for (int j = 0; j < texts.size(); j++) {
                    one = limits.check("[" + j + "]", texts.get(j), one);
                }
                assertThat(each.check(texts, "")).isEqualTo(one);
            }
        }
    }

    @Test
    void twice_as_many_broken_entries_are_twice_the_work() {
        Limits<List<String>> limits = Limits.required("", Limits.each(Limits.required("", Limits.length(1, 1))));
        allocated(limits, 1_000);

        assertThat(allocated(limits, 20_000)).isLessThan(3 * allocated(limits, 10_000));
    }

    private static long allocated(Limits<List<String>> limits, int entries) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<String> broken = Collections.nCopies(entries, "ab");
        long before = threads.getCurrentThreadAllocatedBytes();
        List<ConstraintViolation> found = limits.check("entries", broken, List.of());
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(found).hasSize(entries);
        assertThat(found.get(entries - 1).field()).isEqualTo("entries[" + (entries - 1) + "]");
        return allocated;
    }
}
