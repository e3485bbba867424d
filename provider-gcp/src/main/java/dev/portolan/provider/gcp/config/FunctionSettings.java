package dev.portolan.provider.gcp.config;

import dev.portolan.deploy.driver.SettingReader;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings of one function: its own, laid over those of the run.
 *
 * @param cpu in thousandths
 * @param serviceAccount e-mail of one that is there; empty for one of the function's own
 * @param roles what its own account may do in the project
 * @param retries how often a tick of a schedule comes again whose call failed
 * @param deliveryAttempts deliveries of an event that fail before it is a dead letter
 * @param probe whether a new revision is asked before it serves
 */
public record FunctionSettings(
    int cpu,
    int concurrency,
    int minInstances,
    int maxInstances,
    Optional<String> serviceAccount,
    List<String> roles,
    int retries,
    int deliveryAttempts,
    Ingress ingress,
    boolean probe,
    int keepRevisions) {
  private static final String EMAIL = "[^@\\s]+@[a-z0-9.-]+\\.gserviceaccount\\.com";
  private static final String ROLE =
      "(roles|projects/[a-z0-9:.-]+/roles|organizations/\\d+/roles)/[A-Za-z0-9_.]+";

  /** What the API takes, and Cloud Run's own default. */
  private static final int MOST_CONCURRENCY = 1000;

  private static final int USUAL_CONCURRENCY = 80;
  private static final int MOST_INSTANCES = 1000;
  private static final int USUAL_INSTANCES = 100;

  /** "Values greater than 5 and negative values are not allowed." */
  private static final int MOST_RETRIES = 5;

  private static final int USUAL_RETRIES = 3;

  /** "The value must be between 5 and 100", of maxDeliveryAttempts. */
  private static final int LEAST_ATTEMPTS = 5;

  private static final int MOST_ATTEMPTS = 100;

  /** What Service Bus and Knative make of it; some forty minutes, by Eventarc's pauses. */
  private static final int USUAL_ATTEMPTS = 10;

  /** Reads what is there, and tells all that is wrong with it. */
  static FunctionSettings read(FunctionSpec spec, Settings run, List<Problem> problems) {
    Settings settings = run.with(spec.settings());
    SettingReader reader =
        SettingReader.of(GcpSettings.PROVIDER, settings, problems).within(spec.name());
    int memory = spec.sizing().memoryMebibytes();
    int cpu = cpu(reader, Machine.cpuFor(memory));
    Machine.check(memory, cpu, spec.name(), problems);
    int usual = cpu < 1000 ? 1 : USUAL_CONCURRENCY;
    int concurrency = reader.number("concurrency", usual, 1, MOST_CONCURRENCY);
    if (concurrency > 1 && cpu < 1000) {
      reader.problem(
          "concurrency",
          "an instance with less than one CPU takes one request at a time",
          "leave it out, or ask for 1 CPU");
    }
    int least = reader.number("minInstances", 0, 0, MOST_INSTANCES);
    int most = reader.number("maxInstances", USUAL_INSTANCES, 1, MOST_INSTANCES);
    if (least > most) {
      reader.problem("minInstances", "is more than maxInstances", "lower it");
    }
    Optional<String> account =
        reader.text("serviceAccount", EMAIL, "a service account's e-mail address");
    List<String> roles = roles(reader);
    if (account.isPresent() && !roles.isEmpty()) {
      reader.problem(
          "roles",
          "roles are granted to the function's own account only, not to serviceAccount",
          "leave one of both out");
    }
    return new FunctionSettings(
        cpu,
        concurrency,
        least,
        most,
        account,
        roles,
        reader.number("retries", USUAL_RETRIES, 0, MOST_RETRIES),
        reader.number("deliveryAttempts", USUAL_ATTEMPTS, LEAST_ATTEMPTS, MOST_ATTEMPTS),
        reader.oneOf("ingress", Ingress.ALL, Ingress.values(), Ingress::key),
        reader.oneOf("probe", true, new Boolean[] {true, false}, on -> on ? "http" : "none"),
        reader.number("keepRevisions", 5, 1, 100));
  }

  public static FunctionSettings from(FunctionSpec spec, Settings run) {
    return read(spec, run, new ArrayList<>());
  }

  private static List<String> roles(SettingReader reader) {
    List<String> all =
        Stream.of(reader.text("roles").orElse("").split(","))
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .distinct()
            .sorted()
            .toList();
    all.stream()
        .filter(each -> !each.matches(ROLE))
        .forEach(
            each ->
                reader.problem(
                    "roles", "'" + each + "' is no role", "write it as in roles/storage.admin"));
    return all;
  }

  private static int cpu(SettingReader reader, int otherwise) {
    Optional<String> text = reader.text("cpu");
    Optional<Integer> milli = text.flatMap(Amounts::milliCpu);
    if (text.isPresent() && milli.isEmpty()) {
      reader.problem("cpu", "'" + text.get() + "' is no amount of CPU", "write 1, 0.5 or 500m");
    }
    return milli.orElse(otherwise);
  }
}
