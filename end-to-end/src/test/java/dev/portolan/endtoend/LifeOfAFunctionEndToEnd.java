package dev.portolan.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the example, from the first deployment to the last trace")
final class LifeOfAFunctionEndToEnd {
  private static final String[] SANDBOX = {"-Dprovider=aws", "-Dsandbox"};

  @TempDir Path directory;

  @Test
  @DisplayName("deploy, deploy again, look, call, change, roll back, destroy")
  void life() throws Exception {
    Project hello = Project.example("hello", directory);

    Maven.Result first = run("deploy", "-DskipTests");
    assertEquals(0, first.exitCode(), first.output());
    assertTrue(first.output().contains("{\"greeting\":\"Hello, Ada!\"}"), first.output());
    assertTrue(first.output().contains(first.result().get("url").asText()), first.output());
    assertTrue(first.output().contains("portolan:deploy ended with 0 (verified)"), first.output());
    assertEquals("created", first.result().get("action").asText());
    assertFalse(first.result().get("live").asBoolean(), "the sandbox ended with the run");
    assertTrue(first.report().get("sandbox").asBoolean());
    assertTrue(mutations(first) > 0 && mutations(first) <= 14, first.report().toString());

    Maven.Result second = run("deploy", "-DskipTests");
    assertEquals(0, second.exitCode(), second.output());
    assertEquals("unchanged", second.result().get("action").asText());
    assertEquals(0, mutations(second));
    assertTrue(reads(second) <= 14, second.report().toString());
    assertEquals(first.result().get("url"), second.result().get("url"));
    assertTrue(second.output().contains("unchanged"), second.output());
    assertTrue(second.output().contains("Hello, Ada!"), second.output());

    Maven.Result status = run("status");
    assertEquals(0, status.exitCode(), status.output());
    assertTrue(status.output().contains("no drift"), status.output());
    assertTrue(status.output().contains(first.result().get("url").asText()), status.output());

    Maven.Result direct = run("invoke", "-q", "-Ddata={\"name\":\"Bob\"}");
    assertEquals(0, direct.exitCode(), direct.output());
    assertEquals("{\"greeting\":\"Hello, Bob!\"}", direct.output().trim());

    Maven.Result http = run("invoke", "-Dpath=/hello?name=Eve");
    assertEquals(0, http.exitCode(), http.output());
    assertTrue(http.output().contains("{\"greeting\":\"Hello, Eve!\"}"), http.output());

    Maven.Result logs = run("logs", "-Dsince=1h");
    assertEquals(0, logs.exitCode(), logs.output());
    assertTrue(logs.output().contains("START RequestId"), logs.output());

    String source = "src/main/java/com/example/hello/Hello.java";
    hello.write(source, hello.read(source).replace("\"Hello, \"", "\"Good day, \""));
    Maven.Result plan = run("plan", "-DskipTests");
    assertEquals(0, plan.exitCode(), plan.output());
    assertEquals(0, mutations(plan));
    Maven.Result changed = run("deploy", "-DskipTests");
    assertEquals("updated", changed.result().get("action").asText());
    assertTrue(changed.output().contains("Good day, Ada!"), changed.output());

    Maven.Result back = run("rollback");
    assertEquals(0, back.exitCode(), back.output());
    assertEquals(first.result().get("version").asText(), back.result().get("version").asText());
    Maven.Result again = run("invoke", "-q", "-Ddata={\"name\":\"Bob\"}");
    assertEquals("{\"greeting\":\"Hello, Bob!\"}", again.output().trim());

    Maven.Result destroyed = run("destroy");
    assertEquals(0, destroyed.exitCode(), destroyed.output());
    assertEquals("deleted", destroyed.result().get("action").asText());
    Maven.Result nothing = run("status");
    assertTrue(nothing.output().contains("nothing is deployed at aws"), nothing.output());
    Maven.Result gone = run("invoke", "-Ddata={}");
    assertEquals(1, gone.exitCode());
    assertTrue(gone.output().contains("deploy it: portolan:deploy"), gone.output());
  }

  private Maven.Result run(String goal, String... more) throws IOException {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "portolan:" + goal;
    System.arraycopy(SANDBOX, 0, arguments, 1, 2);
    System.arraycopy(more, 0, arguments, 3, more.length);
    try (CallCounter cloud = new CallCounter()) {
      Maven.Result result =
          Maven.in(directory)
              .with("AWS_ENDPOINT_URL", cloud.url())
              .with("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
              .with("AWS_SECRET_ACCESS_KEY", "example")
              .run(arguments);
      assertEquals(0, cloud.calls(), "a rehearsal reaches the cloud of the environment");
      return result;
    }
  }

  private static int mutations(Maven.Result result) {
    return calls(result).get("mutations").asInt();
  }

  private static int reads(Maven.Result result) {
    return calls(result).get("reads").asInt();
  }

  private static JsonNode calls(Maven.Result result) {
    return result.report().get("results").get(0).get("apiCalls");
  }
}
