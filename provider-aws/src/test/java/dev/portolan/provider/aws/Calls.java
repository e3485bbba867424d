package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.CallRetry;
import java.util.concurrent.Callable;

/** Calls made once, whatever they answer. */
final class Calls {
  static final CallRetry ONCE =
      new CallRetry() {
        @Override
        public <T> T call(Callable<T> call) throws Exception {
          return call.call();
        }
      };

  private Calls() {}
}
