package io.github.cphshare.client.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against what Unicode says of each character, derived from other properties of it where the JDK knows those. */
class CharactersTest {
    @Test
    void ignorable_is_what_unicode_derives() {
        assertEach(Characters::isIgnorable, CharactersTest::isDefaultIgnorable);
    }

    @Test
    void what_controls_the_direction_is_known() {
        assertEach(Characters::isBidi, character -> switch (Character.getDirectionality(character)) {
            case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                    Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE -> true;
            // The three marks have the direction that they stand for.
            default -> character == 0x061C || character == 0x200E || character == 0x200F;
        });
    }

    @Test
    void controls_line_breaks_and_halves_of_pairs_are_harmful_and_so_is_what_is_not_shown() {
        assertEach(
                Characters::isHarmful,
                character -> isDefaultIgnorable(character)
                        || isOf(
                                character,
                                Character.CONTROL,
                                Character.LINE_SEPARATOR,
                                Character.PARAGRAPH_SEPARATOR,
                                Character.SURROGATE));
    }

    private static void assertEach(IntPredicate actual, IntPredicate expected) {
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(character -> actual.test(character) != expected.test(character))
                        .mapToObj(Integer::toHexString))
                .isEmpty();
    }

    /** The derivation of Default_Ignorable_Code_Point in Unicode's DerivedCoreProperties. */
    private static boolean isDefaultIgnorable(int character) {
        boolean shownAllTheSame = isIn(character, 0xFFF9, 0xFFFB) // interlinear annotation
                || isIn(character, 0x13430, 0x1343F) // Egyptian hieroglyphs
                || isIn(character, 0x0600, 0x0605) // and other marks that stand before a number
                || isIn(character, 0x0890, 0x0891)
                || IntStream.of(0x06DD, 0x070F, 0x08E2, 0x110BD, 0x110CD).anyMatch(mark -> mark == character);
        boolean variationSelector = isIn(character, 0x180B, 0x180D)
                || character == 0x180F
                || isIn(character, 0xFE00, 0xFE0F)
                || isIn(character, 0xE0100, 0xE01EF);
        boolean other = character == 0x034F
                || isIn(character, 0x115F, 0x1160)
                || isIn(character, 0x17B4, 0x17B5)
                || character == 0x2065
                || character == 0x3164
                || character == 0xFFA0
                || isIn(character, 0xFFF0, 0xFFF8)
                || isIn(character, 0xE0000, 0xE0FFF);
        return other || variationSelector || (isOf(character, Character.FORMAT) && !shownAllTheSame);
    }

    private static boolean isIn(int character, int first, int last) {
        return character >= first && character <= last;
    }

    private static boolean isOf(int character, int... types) {
        return IntStream.of(types).anyMatch(type -> type == Character.getType(character));
    }
}
