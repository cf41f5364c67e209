package io.github.cphshare.contract.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HouseRulesTest {
    private static final String HOUSE = "io.github.cphshare";
    private static final String BROKEN_HOUSE = HouseRulesTest.class.getPackageName() + ".broken";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(HOUSE);
    private static final JavaClasses BROKEN_CLASSES = new ClassFileImporter().importPackages(BROKEN_HOUSE);

    @ParameterizedTest
    @EnumSource
    void the_house_keeps_the_rule(HouseRule rule) {
        rule.in(HOUSE).check(CLASSES);
    }

    @ParameterizedTest
    @EnumSource
    void a_house_that_breaks_the_rule_is_found(HouseRule rule) {
        assertThat(rule.in(BROKEN_HOUSE).evaluate(BROKEN_CLASSES).hasViolation())
                .isTrue();
    }

    @Test
    void every_module_with_classes_is_looked_at() {
        Set<String> modules = CLASSES.stream()
                .map(type -> type.getPackageName().substring(HOUSE.length() + 1).replaceAll("\\..*", ""))
                .collect(Collectors.toSet());

        assertThat(modules).containsExactlyInAnyOrder("generated", "client", "simulator", "cli");
    }
}
