package dev.portolan.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.DeployException;
import java.net.URI;
import java.util.List;
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
    report.fired().ifPresent(fired -> add(root, fired));
    return root.toPrettyString();
  }

  private static void add(ObjectNode root, Fired fired) {
    List<String> differences = fired.differences();
    root.put("same", differences.isEmpty());
    ArrayNode lines = root.putArray("differences");
    differences.forEach(lines::add);
    ArrayNode deliveries = root.putArray("deliveries");
    fired
        .clouds()
        .forEach(
            (provider, result) ->
                result.ifPresent(
                    some ->
                        some.deliveries().forEach(each -> deliveries.add(row(provider, each)))));
  }

  private static ObjectNode row(String provider, Happening.Delivery delivery) {
    ObjectNode row = JSON.createObjectNode().put("provider", provider).put("to", delivery.to());
    row.put("event", delivery.event()).put("delivery", delivery.time());
    row.put("outcome", delivery.fate().name().toLowerCase(Locale.ROOT));
    row.put("attempts", delivery.attempts());
    row.put("deadLetter", delivery.deadLetter().isEmpty() ? null : delivery.deadLetter());
    ArrayNode told = row.putArray("told");
    delivery.told().forEach(told::add);
    return row;
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
