package io.github.cphshare.cli;

import io.github.cphshare.client.tar.HttpRangeChannel;
import io.github.cphshare.client.tar.RemoteTarException;
import io.github.cphshare.client.tar.TarChecker;
import io.github.cphshare.client.tar.TarReport;
import io.github.cphshare.client.validation.InvalidRequestException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** An archive that is to be checked: a file, or an object behind a URL. */
sealed interface TarSource {
    /** How it is called in what is printed; without the query of a URL, which is a secret. */
    String name();

    TarReport check(TarChecker checker) throws UnreadableFile;

    static TarSource of(String argument) {
        // Blanks around a URL are no part of it, as often where it was copied or read from a file.
        String address = argument.strip();
        String start = address.toLowerCase(Locale.ROOT);
        // With a slash too few it is a URL all the same, whose query is not to be shown.
        if (start.startsWith("https:/") || start.startsWith("http:/")) {
            return new Remote(address);
        }
        try {
            return new Local(Path.of(argument));
        } catch (InvalidPathException e) {
            return new NoFile(argument, e);
        }
    }

    /** A name that no file of this system can have, or not in this locale. */
    record NoFile(String name, InvalidPathException cause) implements TarSource {
        @Override
        public TarReport check(TarChecker checker) throws UnreadableFile {
            throw new UnreadableFile(name, cause);
        }
    }

    /** A file. */
    record Local(Path file) implements TarSource {
        @Override
        public String name() {
            return file.toString();
        }

        @Override
        public TarReport check(TarChecker checker) throws UnreadableFile {
            try {
                return checker.check(file);
            } catch (IOException e) {
                throw new UnreadableFile(file.toString(), e);
            }
        }
    }

    /** An object, of which headers only are fetched. */
    record Remote(String url) implements TarSource {
        @Override
        public String name() {
            // A user and a password do not belong there, and are refused; until then they may be there.
            // It may go on in another line, as where a mail wrapped it.
            String shown = url.replaceFirst("(?s)[?#].*", "");
            // Where it is no URL, a slash may be a part of the password; where it is one, an @ may be a part of the
            // key.
            int slashes = shown.indexOf('/');
            int end = namesAHost(shown) ? shown.indexOf('/', slashes + 2) : -1;
            int at = shown.lastIndexOf('@', end < 0 ? shown.length() : end);
            return slashes < at ? shown.substring(0, slashes) + "//***" + shown.substring(at) : shown;
        }

        @Override
        public TarReport check(TarChecker checker) throws UnreadableFile {
            try (HttpRangeChannel channel = HttpRangeChannel.open(url)) {
                return checker.check(channel);
            } catch (RemoteTarException e) {
                throw new UnreadableFile(e);
            } catch (InvalidRequestException e) {
                throw new UnreadableFile(name(), e.violations().get(0).message());
            } catch (IOException e) {
                throw new UnreadableFile(name(), e);
            }
        }

        private static boolean namesAHost(String url) {
            try {
                return new URI(url).getHost() != null;
            } catch (URISyntaxException e) {
                return false;
            }
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
