package dev.portolan.sandbox.aws;

import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.sandbox.LoopbackServer;
import dev.portolan.sandbox.PortRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The embedded AWS as a goal of the plugin or a program finds it. State stands in {@code aws/}. */
public final class EmbeddedAwsCloud implements SandboxCloud {
  @Override
  public String provider() {
    return "aws";
  }

  @Override
  public Running start(Spec spec) throws IOException {
    Path directory = spec.directory().resolve("aws");
    EmbeddedAws aws = EmbeddedAws.open(directory, spec.time(), spec.log());
    PortRegistry ports = PortRegistry.open(directory.resolve("endpoint.properties"));
    LoopbackServer server = LoopbackServer.open(ports.wanted("services"), "aws", aws);
    ports.keep("services", server.port());
    aws.setEndpoint(server.url());
    return new Running() {
      @Override
      public Map<String, String> settings() {
        return Map.of(
            "endpoint",
            server.url(),
            "region",
            EmbeddedAws.REGION,
            "accessKeyId",
            EmbeddedAws.ACCESS_KEY_ID,
            "secretAccessKey",
            aws.secretAccessKey(),
            "createTopics",
            "true",
            "createQueues",
            "true",
            "createBuckets",
            "true",
            "createTables",
            "true");
      }

      @Override
      public Happening.Result fire(Happening happening) {
        return aws.fire(happening);
      }

      @Override
      public void close() {
        server.close();
        aws.close();
      }
    };
  }
}
