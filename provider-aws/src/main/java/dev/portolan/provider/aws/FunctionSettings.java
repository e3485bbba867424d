package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings of one function: its own, laid over those of the run. */
record FunctionSettings(
    Front front,
    boolean probe,
    Optional<String> role,
    List<JsonNode> statements,
    Optional<String> permissionsBoundary,
    int logRetentionDays,
    int keepVersions,
    boolean snapStart,
    Optional<String> scheduleRole,
    SortedMap<String, String> tags) {
  private static final String TAG = "tags.";

  /**
   * The values {@code PutRetentionPolicy} takes.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html">PutRetentionPolicy</a>
   */
  private static final Set<Integer> RETENTION_DAYS =
      Set.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  private static final String ROLE = "arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\w+=,.@/-]{1,576}";
  private static final String POLICY =
      "arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/[\\w+=,.@/-]{1,640}";

  static FunctionSettings read(FunctionSpec spec, Settings run, List<Problem> problems) {
    Settings settings = run.with(spec.settings());
    SettingReader reader = SettingReader.of(settings, problems).within(spec.name());
    int days = reader.number("logRetentionDays", 30, 1, 3653);
    if (!RETENTION_DAYS.contains(days)) {
      reader.problem(
          "logRetentionDays", days + " is not one of " + RETENTION_DAYS.stream().sorted().toList());
    }
    return new FunctionSettings(
        reader.oneOf("front", Front.HTTP_API, Front.values(), Front::key),
        reader.oneOf("probe", "invoke", new String[] {"invoke", "none"}, s -> s).equals("invoke"),
        reader.text("role", ROLE),
        Statements.read(reader),
        reader.text("permissionsBoundary", POLICY),
        days,
        reader.number("keepVersions", 5, 1, 1000),
        reader.flag("snapStart"),
        reader.text("scheduleRole", ROLE),
        tags(settings));
  }

  static FunctionSettings from(FunctionSpec spec, Settings run) {
    return read(spec, run, new ArrayList<>());
  }

  private static SortedMap<String, String> tags(Settings settings) {
    SortedMap<String, String> tags = new TreeMap<>();
    settings
        .values()
        .forEach(
            (key, value) -> {
              if (key.startsWith(TAG)) {
                tags.put(key.substring(TAG.length()), value);
              }
            });
    return tags;
  }
}
