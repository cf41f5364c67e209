package io.github.cphshare.contract.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HouseRulesTest {
    private static final String HOUSE = "io.github.cphshare";
    private static final String BROKEN_HOUSE = HouseRulesTest.class.getPackageName() + ".broken";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(HOUSE);
    private static final JavaClasses BROKEN_CLASSES = new ClassFileImporter().importPackages(BROKEN_HOUSE);

    @ParameterizedTest
    @MethodSource
    void the_house_keeps_the_rule(ArchRule rule) {
        rule.check(CLASSES);
    }

    static List<ArchRule> the_house_keeps_the_rule() {
        return new HouseRules(HOUSE).all();
    }

    @ParameterizedTest
    @MethodSource
    void a_house_that_breaks_the_rule_is_found(ArchRule rule) {
        assertThat(rule.evaluate(BROKEN_CLASSES).hasViolation()).isTrue();
    }

    static List<ArchRule> a_house_that_breaks_the_rule_is_found() {
        return new HouseRules(BROKEN_HOUSE).all();
    }

    @Test
    void every_module_with_classes_is_looked_at() {
        Set<String> modules = CLASSES.stream()
                .map(type -> type.getPackageName().substring(HOUSE.length() + 1).replaceAll("\\..*", ""))
                .collect(Collectors.toSet());

        assertThat(modules).containsExactlyInAnyOrder("generated", "client", "simulator", "cli");
    }
}
