package io.github.cphshare.cli;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How long to wait for jobs. */
final class WaitOptions {
    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Time.class,
            defaultValue = "30m",
            description = "How long to wait for the jobs, such as 90s, 30m or 2h. Default: 30m.")
    Duration timeout = Duration.ZERO;

    /** Whether somebody gave a time. */
    boolean isGiven(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec).commandLine().getParseResult().hasMatchedOption("--timeout");
    }

    /** A number and a unit. */
    static final class Time implements ITypeConverter<Duration> {
        private static final Pattern TIME = Pattern.compile("(\\d{1,6})([smh])");

        @Override
        public Duration convert(String value) {
            Matcher time = TIME.matcher(value);
            if (!time.matches()) {
                throw new TypeConversionException("'" + value + "' is no time such as 90s, 30m or 2h");
            }
            long number = Long.parseLong(time.group(1));
            return switch (time.group(2)) {
                case "h" -> Duration.ofHours(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofSeconds(number);
            };
        }
    }
}
