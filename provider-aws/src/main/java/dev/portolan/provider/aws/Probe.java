package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.model.DeployException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks a version whether it is ready. The adapter answers; the user's function is not called. */
record Probe(InvokeCalls calls) {
  private static final byte[] PAYLOAD =
      "{\"$portolan\":\"probe\"}".getBytes(StandardCharsets.UTF_8);

  void ask(Wanted wanted, String version) throws Exception {
    InvokeCalls.Answer answer = calls.invoke(wanted.physicalName(), version, PAYLOAD);
    Optional<JsonNode> json = Json.read(answer.text());
    if (answer.error().isEmpty() && json.filter(said -> ready(said, wanted)).isPresent()) {
      return;
    }
    Redaction redaction = wanted.redaction();
    String said =
        answer.error().isPresent()
            ? json.map(Probe::failure).orElse(answer.text())
            : "it answered something else than that it is ready: " + answer.text();
    String log = answer.logTail().isBlank() ? "" : "\nlog:\n" + answer.logTail().strip();
    throw DeployException.of(
        DeployException.Kind.UNHEALTHY,
        redaction.apply(
            "version "
                + version
                + " of "
                + wanted.physicalName()
                + " does not start: "
                + said
                + log),
        "it serves nobody; mend the function and deploy again");
  }

  private static boolean ready(JsonNode answer, Wanted wanted) {
    return answer.path("$portolan").asText().equals("ready")
        && answer.path("function").asText().equals(wanted.name());
  }

  private static String failure(JsonNode answer) {
    return answer.path("errorType").asText("error") + ": " + answer.path("errorMessage").asText();
  }
}
