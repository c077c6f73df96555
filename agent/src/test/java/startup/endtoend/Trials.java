package startup.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same for many numbers, several at a time; what went wrong is told of all together. */
final class Trials {
    /** What is tried. */
    interface Trial {
        void of(int number) throws Exception;
    }

    /** Returns if all of them went well. */
    void of(List<Integer> numbers, Trial trial) throws InterruptedException {
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int number : numbers) {
                tasks.add(() -> {
                    trial.of(number);
                    return true;
                });
            }
            throwWhatWentWrong(workers.invokeAll(tasks));
        } finally {
            workers.shutdownNow();
        }
    }

    private static void throwWhatWentWrong(List<Future<Boolean>> trials) throws InterruptedException {
        List<Throwable> wrong = new ArrayList<>();
        for (Future<Boolean> trial : trials) {
            try {
                trial.get();
            } catch (ExecutionException e) {
                wrong.add(e.getCause() == null ? e : e.getCause());
            }
        }
        if (!wrong.isEmpty()) {
            AssertionError all = new AssertionError(wrong.size() + " of " + trials.size()
                    + " trials went wrong; the first: " + wrong.get(0).getMessage());
            wrong.forEach(all::addSuppressed);
            throw all;
        }
    }
}
