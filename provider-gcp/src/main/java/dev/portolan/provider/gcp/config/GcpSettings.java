package dev.portolan.provider.gcp.config;

import dev.portolan.deploy.driver.Loopback;
import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.SettingReader;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Problem;
import dev.portolan.images.config.ImageSettings;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings that hold for a whole run, read once.
 *
 * @param endpoint where all APIs are, each below its host's name; empty for their own hosts
 * @param repository where images are kept; empty for one of ours in the project and region
 * @param runtime Java's release on Cloud Functions
 * @param image of Cloud Run
 * @param createTopics whether a topic is made where there is none
 * @param createBuckets whether a bucket is made where there is none
 * @param database name of the one that tables are collections of
 * @param enableApis whether APIs are enabled that the project does not use
 * @param invokerCheck whether a public function is opened by a grant, and not by taking the check
 *     away
 */
public record GcpSettings(
    Optional<String> project,
    Optional<String> region,
    Optional<Path> credentials,
    Optional<URI> endpoint,
    Product product,
    Optional<String> repository,
    int runtime,
    ImageSettings image,
    boolean prune,
    boolean createTopics,
    boolean createBuckets,
    String database,
    boolean enableApis,
    boolean invokerCheck) {
  /** The name that the provider is asked for by. */
  public static final String PROVIDER = "gcp";

  private static final Integer[] RUNTIMES = {17, 21, 25};
  private static final int USUAL_RUNTIME = 21;
  private static final String PROJECT = "([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]";
  private static final String REGION = "[a-z]+(-[a-z]+)+\\d{1,2}";
  private static final String ARTIFACTS = "-docker.pkg.dev";
  private static final String REPOSITORY =
      "[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?(/[a-z0-9]+([._:-]+[a-z0-9]+)*){2,}";

  private static final String DATABASE = "(default)";

  /** "4-63 characters, letters, numbers and dashes, a letter first and no dash last". */
  private static final String DATABASES = "\\(default\\)|[a-z][a-z0-9-]{2,61}[a-z0-9]";

  private static final List<Setting> OWN =
      List.of(
          Setting.provider("project", "project to deploy into", "the environment's, the login's"),
          Setting.provider("region", "region to deploy into: europe-west1", "the environment's"),
          Setting.provider(
              "credentials", "file with a key or a federation", "application default credentials"),
          Setting.provider("endpoint", "one address for all of Google's APIs", "their own"),
          Setting.provider("target", "functions, or run: Cloud Run with our image", "functions"),
          Setting.provider(
              "repository",
              "where images are kept: REGION-docker.pkg.dev/PROJECT/NAME",
              "portolan, in the project and region"),
          Setting.provider("runtime", "functions: java17, java21 or java25", "java21"),
          Setting.provider("prune", "true: delete functions no longer in the project", "false"),
          Setting.provider(
              "createTopics", "true: make a topic, or queue, where there is none", "false"),
          Setting.provider("createBuckets", "true: make a bucket where there is none", "false"),
          Setting.provider("database", "Firestore's, whose collections tables are", DATABASE),
          Names.SETTING,
          Setting.provider("enableApis", "true: enable APIs the project does not use", "false"),
          Setting.provider(
              "invokerCheck", "off: open public functions without a grant (run only)", "on"),
          Setting.function("cpu", "CPU of an instance: 0.08 to 1, 2, 4, 6, 8", "by the memory"),
          Setting.function("concurrency", "requests at once in an instance, to 1000", "80"),
          Setting.function("minInstances", "fewest instances", "0"),
          Setting.function("maxInstances", "most instances", "100"),
          Setting.function(
              "serviceAccount", "account the function runs as, by e-mail", "one of its own"),
          Setting.function("roles", "roles of its own account in the project", ""),
          Setting.function("retries", "times a failed tick of a schedule comes again, to 5", "3"),
          Setting.function(
              "deliveryAttempts", "deliveries before an event is a dead letter, 5 to 100", "10"),
          Setting.function("ingress", "all, internal or internal-and-cloud-load-balancing", "all"),
          Setting.function("probe", "none: do not ask a new revision before it serves", "http"),
          Setting.function("keepRevisions", "revisions to keep for rollback, from 1", "5"));

  /** All that can be set; what is said of images holds for Cloud Run alone. */
  public static final List<Setting> KNOWN =
      Stream.concat(OWN.stream(), ImageSettings.KNOWN.stream()).toList();

  /** Reads what is there, and tells all that is wrong with it. */
  static GcpSettings read(Settings settings, List<Problem> problems) {
    SettingReader reader = SettingReader.of(PROVIDER, settings, problems);
    Product product = reader.oneOf("target", Product.FUNCTIONS, Product.values(), Product::key);
    boolean check =
        reader.oneOf("invokerCheck", true, new Boolean[] {true, false}, on -> on ? "on" : "off");
    if (!check && product == Product.FUNCTIONS) {
      reader.problem(
          "invokerCheck",
          "Cloud Functions sets its service's check itself",
          "leave it out, or set portolan.gcp.target=run");
    }
    Optional<URI> endpoint = reader.address("endpoint");
    return new GcpSettings(
        reader.text("project", PROJECT, "a project's id"),
        reader.text("region", REGION, "a region, as in europe-west1"),
        credentials(reader),
        endpoint,
        product,
        repository(reader, endpoint.isPresent()),
        reader.oneOf("runtime", USUAL_RUNTIME, RUNTIMES, release -> "java" + release),
        ImageSettings.read(reader),
        reader.flag("prune"),
        reader.flag("createTopics"),
        reader.flag("createBuckets"),
        reader.text("database", DATABASES, "a database's name").orElse(DATABASE),
        reader.flag("enableApis"),
        check);
  }

  public static GcpSettings from(Settings settings) {
    List<Problem> problems = new ArrayList<>();
    GcpSettings read = read(settings, problems);
    if (!problems.isEmpty()) {
      throw DeployException.of(problems);
    }
    return read;
  }

  /** Whether a text can be a project's id. */
  public static boolean isProject(String text) {
    return text.matches(PROJECT);
  }

  /** Whether a text can be a region's name. */
  public static boolean isRegion(String text) {
    return text.matches(REGION);
  }

  /**
   * A repository of Artifact Registry, or of what stands in its place on this machine: our access
   * token goes there, and it is good for all of Google Cloud.
   */
  private static Optional<String> repository(SettingReader reader, boolean embedded) {
    Optional<String> read =
        reader.text("repository", REPOSITORY, "a repository: REGION-docker.pkg.dev/PROJECT/NAME");
    String host = read.map(text -> text.replaceFirst("(:\\d+)?/.*", "")).orElse(ARTIFACTS);
    if (host.endsWith(ARTIFACTS) || embedded && Loopback.is(host)) {
      return read;
    }
    boolean old = host.equals("gcr.io") || host.endsWith(".gcr.io");
    reader.problem(
        "repository",
        old
            ? host + " was Container Registry's, which is no more"
            : host + " is no Artifact Registry, and would be shown our access token",
        "name one of Artifact Registry: REGION-docker.pkg.dev/PROJECT/NAME");
    return Optional.empty();
  }

  private static Optional<Path> credentials(SettingReader reader) {
    try {
      return reader.text("credentials").map(Path::of);
    } catch (InvalidPathException e) {
      reader.problem("credentials", "is no path", "");
      return Optional.empty();
    }
  }
}
