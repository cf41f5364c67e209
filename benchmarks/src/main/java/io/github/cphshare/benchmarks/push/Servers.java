package io.github.cphshare.benchmarks.push;

import io.github.cphshare.benchmarks.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.tls.Certificates;

/** The process of {@link ServersMain}, and what it said. */
final class Servers implements AutoCloseable {
    private final Process process;
    private final Map<String, Integer> ports = new HashMap<>();
    private final X509Certificate certificate;

    private Servers(Process process) throws IOException {
        this.process = process;
        BufferedReader said = process.inputReader();
        StringBuilder pem = new StringBuilder();
        String line = said.readLine();
        while (line != null && !line.equals("ready")) {
            int last = line.lastIndexOf(' ');
            if (Character.isDigit(line.charAt(line.length() - 1))
                    && line.chars().filter(c -> c == ' ').count() == 2) {
                ports.put(line.substring(0, last), Integer.valueOf(line.substring(last + 1)));
            } else {
                pem.append(line).append('\n');
            }
            line = said.readLine();
        }
        if (line == null) {
            throw new IOException("the servers did not start");
        }
        certificate = Certificates.decodeCertificatePem(pem.toString());
    }

    static Servers start(int... sizes) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ServersMain.class.getName()));
        for (int servers : sizes) {
            command.add(String.valueOf(servers));
        }
        try {
            return new Servers(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Target target(Kind kind, int servers) {
        Integer port = ports.get(kind + " " + servers);
        if (port == null) {
            throw new IllegalArgumentException("no " + kind + " for " + servers + " among "
                    + ports.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        String scheme = kind.tls() ? "https" : "http";
        return new Target(scheme + "://127.0.0.1:" + port, kind.tls() ? certificate : null, Sample.of(servers));
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
