package dev.portolan.provider.azure.config;

import dev.portolan.deploy.model.Problem;
import java.util.List;
import java.util.stream.Stream;

/**
 * The sizes that an instance of Flex Consumption can have, and how many requests Azure gives each
 * at once if nobody says.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-functions/functions-concurrency#http-trigger-concurrency">HTTP
 *     trigger concurrency</a>
 */
enum Memory {
  SMALL(512, 4),
  MEDIUM(2048, 16),
  LARGE(4096, 32);

  private final int mebibytes;
  private final int concurrency;

  Memory(int mebibytes, int concurrency) {
    this.mebibytes = mebibytes;
    this.concurrency = concurrency;
  }

  int mebibytes() {
    return mebibytes;
  }

  int concurrency() {
    return concurrency;
  }

  /** The least that holds so much; tells if there is none. */
  static Memory of(int asked, String function, List<Problem> problems) {
    if (asked < 1 || asked > LARGE.mebibytes) {
      problems.add(
          Problem.of(
              function + ": memory",
              asked + " MiB is not from 1 to " + LARGE.mebibytes,
              "instances of Flex Consumption have 512, 2048 or 4096"));
    }
    return Stream.of(values()).filter(each -> each.mebibytes >= asked).findFirst().orElse(LARGE);
  }
}
