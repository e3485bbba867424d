package dev.portolan.provider.knative.config;

import dev.portolan.deploy.driver.SettingReader;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The settings of one function: its own, laid over those of the run. */
public record FunctionSettings(
    int cpuLimit,
    int cpuRequest,
    int concurrency,
    int minScale,
    int maxScale,
    Optional<String> scaleDownDelay,
    Optional<String> serviceAccount,
    Optional<String> pullSecret,
    boolean probe,
    int keepRevisions) {
  private static final String NAME = "[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?";
  private static final int MOST_INSTANCES = 10_000;

  public static FunctionSettings read(FunctionSpec spec, Settings run, List<Problem> problems) {
    Settings settings = run.with(spec.settings());
    SettingReader reader =
        SettingReader.of(KnativeSettings.PROVIDER, settings, problems).within(spec.name());
    int limit = cpu(reader, "cpu", 1000);
    int request = cpu(reader, "cpuRequest", Math.min(100, limit));
    if (request > limit) {
      reader.problem("cpuRequest", "is more than cpu, which is the limit", "lower it");
    }
    int least = reader.number("minScale", 0, 0, MOST_INSTANCES);
    int most = reader.number("maxScale", 0, 0, MOST_INSTANCES);
    if (most > 0 && least > most) {
      reader.problem("minScale", "is more than maxScale", "lower it");
    }
    return new FunctionSettings(
        limit,
        request,
        // Knative's own bound: config-defaults, container-concurrency-max-limit
        reader.number("concurrency", 80, 0, 1000),
        least,
        most,
        reader.text("scaleDownDelay", "\\d{1,4}[smh]", "a time as in 30s, 15m, 1h"),
        reader.text("serviceAccount", NAME, "a service account's name"),
        reader.text("pullSecret", NAME, "a secret's name"),
        reader.oneOf("probe", true, new Boolean[] {true, false}, on -> on ? "http" : "none"),
        reader.number("keepRevisions", 5, 1, 100));
  }

  public static FunctionSettings from(FunctionSpec spec, Settings run) {
    return read(spec, run, new ArrayList<>());
  }

  private static int cpu(SettingReader reader, String key, int otherwise) {
    Optional<String> text = reader.text(key);
    Optional<Integer> milli = text.flatMap(Amounts::milliCpu);
    if (text.isPresent() && milli.isEmpty()) {
      reader.problem(key, "'" + text.get() + "' is no amount of CPU", "write 1, 0.5 or 500m");
    }
    return milli.orElse(otherwise);
  }
}
