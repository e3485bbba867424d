package dev.portolan.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.model.DeployException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Spells a report. A run that failed before its functions were known has one result without a
 * function.
 */
final class ReportJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportJson() {}

  static String of(Report report) {
    ObjectNode root = JSON.createObjectNode().put("schema", 1);
    root.put("goal", report.goal()).put("stage", report.owner().stage());
    root.put("sandbox", report.sandbox()).put("exitCode", report.exitCode().code());
    ArrayNode results = root.putArray("results");
    for (Outcome outcome : report.outcomes()) {
      for (FunctionOutcome function : outcome.functions()) {
        results.add(row(report, outcome, function));
      }
      if (outcome.functions().isEmpty() && outcome.error().isPresent()) {
        FunctionOutcome all = FunctionOutcome.failed("", outcome.error().get());
        results.add(row(report, outcome, all).putNull("function"));
      }
    }
    return root.toPrettyString();
  }

  private static ObjectNode row(Report report, Outcome outcome, FunctionOutcome function) {
    ObjectNode row = JSON.createObjectNode().put("provider", outcome.provider());
    row.put("function", function.function());
    row.put("action", function.action().name().toLowerCase(Locale.ROOT));
    row.put("url", function.url().map(URI::toString).orElse(null));
    row.put("live", report.live() && function.version().isPresent());
    row.put("version", function.version().orElse(null));
    row.put("digest", function.digest().orElse(null));
    row.putObject("apiCalls")
        .put("reads", outcome.calls().reads())
        .put("mutations", outcome.calls().mutations());
    row.put("durationMillis", outcome.duration().toMillis());
    row.set("error", error(function.error()));
    return row;
  }

  private static ObjectNode error(Optional<DeployException> error) {
    return error
        .map(
            known ->
                JSON.createObjectNode()
                    .put("kind", known.kind().name())
                    .put("message", known.getMessage())
                    .put("hint", known.hint()))
        .orElse(null);
  }
}
