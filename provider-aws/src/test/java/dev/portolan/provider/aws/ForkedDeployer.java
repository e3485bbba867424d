package dev.portolan.provider.aws;

import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Application;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** A deployer in a process of its own, which it halts in the middle of a call. */
final class ForkedDeployer {
  private static final AtomicInteger CALLS = new AtomicInteger();

  private ForkedDeployer() {}

  /** Takes the endpoint, a directory and the number of the call after whose answer it dies. */
  public static void main(String[] arguments) throws Exception {
    int last = Integer.parseInt(arguments[2]);
    Application application = Samples.application(Samples.hello());
    try (Portolan portolan =
        Clouds.at(
            arguments[0],
            TimeSource.system(),
            Map.of(),
            timeouts -> halting(AwsProvider.sockets(timeouts), last))) {
      Outcome outcome =
          portolan.apply(
              portolan.plan(application, Samples.artifact(Path.of(arguments[1]), "code")));
      Runtime.getRuntime().halt(outcome.exitCode().code());
    }
  }

  private static SdkHttpClient halting(SdkHttpClient sockets, int last) {
    return new SdkHttpClient() {
      @Override
      public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = sockets.prepareRequest(request);
        return new ExecutableHttpRequest() {
          @Override
          public HttpExecuteResponse call() throws IOException {
            HttpExecuteResponse answer = prepared.call();
            if (CALLS.incrementAndGet() == last) {
              Runtime.getRuntime().halt(137);
            }
            return answer;
          }

          @Override
          public void abort() {
            prepared.abort();
          }
        };
      }

      @Override
      public void close() {
        sockets.close();
      }
    };
  }
}
