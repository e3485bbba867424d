package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Step;
import java.util.Optional;

/** What the steps of a table do. */
record TableDeeds(AwsCalls calls, TimeSource time) {
  /** The ARN of the stream that a table has when nothing is under way at it any more. */
  String stream(Step.Run run, String name) throws Exception {
    SeenTable.Table table =
        new Settling(time)
            .of(
                run,
                "table " + name,
                () -> calls.tables().poll(name),
                now -> Optional.of(now.status()).filter(status -> !now.settled()));
    if (!table.tells()) {
      throw TablePreflight.untold(name, table);
    }
    return table.stream().orElseThrow();
  }
}
