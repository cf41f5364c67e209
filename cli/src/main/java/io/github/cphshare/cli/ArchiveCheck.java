package io.github.cphshare.cli;

import io.github.cphshare.client.tar.TarChecker;
import io.github.cphshare.client.tar.TarReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The check of one archive beside those of others. */
final class ArchiveCheck {
    private final TarSource source;
    private final Future<TarReport> result;

    private ArchiveCheck(TarSource source, Future<TarReport> result) {
        this.source = source;
        this.result = result;
    }

    /**
     * Begins them all, as many at a time as there are processors, and two in any case, since some wait for a network; each
     * tells its result when it is asked for.
     */
    static List<ArchiveCheck> all(TarChecker checker, List<TarSource> sources) {
        int threads = Math.min(sources.size(), Math.max(2, Runtime.getRuntime().availableProcessors()));
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "cph-share-check");
            thread.setDaemon(true);
            return thread;
        });
        List<ArchiveCheck> checks = new ArrayList<>();
        for (TarSource source : sources) {
            Callable<TarReport> check = () -> source.check(checker);
            checks.add(new ArchiveCheck(source, pool.submit(check)));
        }
        pool.shutdown();
        return checks;
    }

    /** Waits for the report. */
    TarReport report() throws UnreadableFile {
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnreadableFile unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    TarSource source() {
        return source;
    }
}
