package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Polling;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What the steps of a table do. */
record TableDeeds(AwsCalls calls, TimeSource time) {
  private static final Duration BUDGET = Duration.ofMinutes(5);

  /** How long a read may be older than our write. */
  private static final Duration STALE = Duration.ofSeconds(30);

  /** The ARN of the stream that a table has when nothing is under way at it any more. */
  String stream(Step.Run run, String name) throws Exception {
    AtomicReference<String> stream = new AtomicReference<>();
    Instant fresh = time.now().plus(STALE);
    new Polling(time)
        .until(
            run,
            "table " + name,
            BUDGET,
            () -> {
              Optional<SeenTable.Table> table = calls.tables().poll(name);
              if (table.filter(SeenTable.Table::settled).isEmpty()) {
                if (table.isEmpty() && !time.now().isBefore(fresh)) {
                  throw DeployException.of(
                      DeployException.Kind.NOT_FOUND,
                      "table " + name + " is gone",
                      "somebody deletes it at the same time");
                }
                return Optional.of(table.isEmpty() ? "not visible yet" : table.get().status());
              }
              if (!table.get().tells()) {
                throw TablePreflight.untold(name, table.get());
              }
              stream.set(table.get().stream().orElseThrow());
              return Optional.empty();
            });
    return stream.get();
  }
}
