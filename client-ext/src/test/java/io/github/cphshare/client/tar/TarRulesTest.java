package io.github.cphshare.client.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TarRulesTest {
    @TempDir
    private Path folder;

    static Stream<Case> cases() {
        return Stream.of(
                        ArchiveCases.all(),
                        HeaderCases.all(),
                        PaxCases.all(),
                        LongNameCases.all(),
                        EntryCases.all(),
                        LinkCases.all(),
                        PathCases.all())
                .flatMap(family -> family);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_broken_rule_is_found_and_nothing_else(Case broken) throws IOException {
        TarReport report = check(broken.archive, broken.policy);

        assertThat(report.findings()).as(report.findings().toString()).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(broken.rule);
            assertThat(finding.severity()).isEqualTo(broken.severity);
        });
        assertThat(rules(report)).isSubsetOf(with(broken.alsoBroken, broken.rule));
        if (broken.severity == Severity.ERROR) {
            assertThat(report.accepted()).isFalse();
        } else if (broken.alsoBroken.isEmpty()) {
            assertThat(report.accepted()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_near_miss_passes(Case broken) throws IOException {
        TarReport report = check(broken.nearMiss, broken.policy);

        assertThat(report.accepted()).as(report.findings().toString()).isTrue();
        assertThat(report.findings()).noneSatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(broken.rule);
            assertThat(finding.severity()).isEqualTo(broken.severity);
        });
    }

    @Test
    void every_rule_has_an_archive_that_breaks_it() {
        assertThat(cases().map(broken -> broken.rule).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(TarRule.class));
    }

    /** Checks the archive each way there is, and holds the ways together. */
    private TarReport check(byte[] archive, TarPolicy policy) throws IOException {
        Path file = Files.write(folder.resolve("test.tar"), archive);
        TarChecker checker = TarChecker.of(policy);
        TarReport report = checker.check(file);
        TarReport streamed = checker.check(new ByteArrayInputStream(archive));
        assertThat(streamed.findings().toString()).isEqualTo(report.findings().toString());
        assertThat(streamed.toString()).isEqualTo(report.toString());
        return report;
    }

    private static Set<TarRule> rules(TarReport report) {
        return report.findings().stream().map(TarFinding::rule).collect(Collectors.toSet());
    }

    private static Set<TarRule> with(Set<TarRule> rules, TarRule rule) {
        Set<TarRule> all = EnumSet.of(rule);
        all.addAll(rules);
        return all;
    }
}
