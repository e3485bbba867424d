package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a cloud might hold, without a cloud. */
final class Scenes {
  static final Place PLACE =
      Place.of(
          Samples.OWNER,
          "aws",
          new Target("aws", "123456789012", "eu-central-1", "arn:aws:iam::123456789012:user/ada"));
  static final Artifact ARTIFACT = artifact("a");

  private Scenes() {}

  static Artifact artifact(String digit) {
    return new Artifact(Path.of("shop.zip"), digit.repeat(64), 300_000, 700_000);
  }

  static Wanted wanted(FunctionSpec spec, Map<String, String> settings) {
    return wanted(spec, settings, ARTIFACT);
  }

  static Wanted wanted(FunctionSpec spec, Map<String, String> settings, Artifact artifact) {
    Settings given = Settings.of(settings);
    return Wanted.of(PLACE, spec, artifact, AwsSettings.from(given), given);
  }

  /** A cloud in which a function was deployed without a fault. */
  static Seen deployed(Wanted wanted) {
    String arn = PLACE.liveArn(wanted.physicalName());
    SeenApi.SeenIntegration integration = new SeenApi.SeenIntegration("int1", arn, "2.0");
    List<SeenApi.SeenRoute> routes =
        wanted.routes().stream()
            .map(
                route ->
                    new SeenApi.SeenRoute(
                        "id-" + route.method(),
                        route.key(),
                        route.authorization(),
                        "integrations/int1",
                        "",
                        List.of()))
            .toList();
    SeenApi api =
        new SeenApi(
            "api1",
            "https://api1.execute-api.eu-central-1.amazonaws.com",
            List.of(integration),
            routes,
            List.of(),
            Optional.of(true),
            List.of());
    boolean routed = wanted.behind(Front.HTTP_API);
    return new Seen(
        Optional.of(
            new SeenRole(
                Optional.of(Policies.trust()),
                Optional.of(wanted.permissions()),
                wanted.settings().permissionsBoundary(),
                wanted.tags())),
        Optional.of(Optional.of(wanted.settings().logRetentionDays())),
        Optional.of(function(wanted, routed)),
        routed ? Optional.of(api) : Optional.empty(),
        new SeenEvents(
            schedule(wanted),
            List.of(),
            List.of(),
            queue(wanted),
            table(wanted),
            SeenKafka.nothing(),
            buckets(wanted),
            deadLetter(wanted)),
        SeenUses.nothing());
  }

  private static List<SeenBucket> buckets(Wanted wanted) {
    return wanted.events().objects().stream()
        .map(
            asked ->
                SeenBucket.seen(asked.bucket(), Notifications.none().with(asked))
                    .with(Optional.of(bucketPermission(asked).id())))
        .toList();
  }

  private static Permission bucketPermission(WantedObjects asked) {
    return Permission.bucket(PLACE.bucketArn(asked.bucket()), PLACE.account());
  }

  private static SeenQueue queue(Wanted wanted) {
    return wanted
        .events()
        .queue()
        .map(
            asked ->
                new SeenQueue(
                    Optional.of(new SeenQueue.Queue("https://sqs/" + asked.name(), 900)),
                    Optional.of(
                        new SeenMapping(
                            "uuid1",
                            "arn:aws:lambda:mapping",
                            asked.arn(),
                            asked.endpoint(),
                            asked.batch(),
                            true,
                            new StreamBounds(false, -1, ""),
                            Optional.empty(),
                            "Enabled",
                            "",
                            true)),
                    List.of()))
        .orElse(SeenQueue.nothing());
  }

  private static SeenTable table(Wanted wanted) {
    return wanted
        .events()
        .table()
        .map(
            asked -> {
              String stream = asked.arn() + "/stream/2026-01-01T00:00:00.000";
              SeenMapping mapping =
                  new SeenMapping(
                      "uuid2",
                      "arn:aws:lambda:mapping",
                      stream,
                      asked.endpoint(),
                      10,
                      true,
                      StreamBounds.wanted(asked.onFailure()),
                      Optional.empty(),
                      "Enabled",
                      "",
                      true);
              return new SeenTable(
                  Optional.of(new SeenTable.Table("ACTIVE", Optional.of(stream), WantedTable.VIEW)),
                  Optional.of(mapping),
                  List.of());
            })
        .orElse(SeenTable.nothing());
  }

  private static SeenDeadLetter deadLetter(Wanted wanted) {
    return wanted
        .events()
        .deadLetter()
        .map(
            asked ->
                new SeenDeadLetter(
                    true,
                    Optional.of(InvokeConfig.none().withFailures(Optional.of(asked.arn())))
                        .filter(config -> asked.destination())))
        .orElse(SeenDeadLetter.nothing());
  }

  private static SeenSchedule schedule(Wanted wanted) {
    if (wanted.events().schedule().isEmpty()) {
      return SeenSchedule.nothing();
    }
    WantedSchedule asked = wanted.events().schedule().get();
    return new SeenSchedule(
        Optional.of(new SeenSchedule.Group(false, wanted.tags())),
        Optional.of(
            new SeenSchedule.Live(
                asked.expression(),
                asked.timezone(),
                asked.target(),
                asked.role(),
                asked.input(),
                true,
                false,
                false,
                SeenSchedule.Others.none())),
        Optional.of(
            new SeenRole(
                Optional.of(Policies.scheduleTrust(PLACE, wanted.physicalName())),
                Optional.of(Policies.invoke(asked.target())),
                Optional.empty(),
                wanted.tags())));
  }

  private static SeenFunction function(Wanted wanted, boolean routed) {
    TreeSet<String> statements = new TreeSet<>();
    if (routed) {
      statements.add(Permission.api(PLACE.apiSourceArn("api1")).id());
    } else if (wanted.behind(Front.URL) && wanted.open()) {
      Permission.openUrl().forEach(permission -> statements.add(permission.id()));
    }
    Optional<AccessCalls.Url> url =
        wanted.behind(Front.URL)
            ? Optional.of(new AccessCalls.Url("https://x.lambda-url.on.aws/", wanted.open()))
            : Optional.empty();
    return new SeenFunction(
        wanted.physicalName(),
        PLACE.functionArn(wanted.physicalName()),
        wanted.config(),
        wanted.code(),
        "rev1",
        wanted.firstTags(),
        wanted.concurrency(),
        List.of(new SeenVersion("1", wanted.config(), wanted.code())),
        List.of(new SeenAlias(Place.LIVE, "1", "arev1", false)),
        new AccessCalls.Policy(
            statements, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>()),
        url);
  }

  static SeenFunction with(SeenFunction seen, FunctionConfig config, Map<String, String> tags) {
    return new SeenFunction(
        seen.physicalName(),
        seen.arn(),
        config,
        seen.code(),
        seen.revision(),
        tags,
        seen.reserved(),
        seen.versions(),
        seen.aliases(),
        seen.policy(),
        seen.url());
  }

  static SeenFunction withVersions(SeenFunction seen, int newest) {
    List<SeenVersion> versions =
        java.util.stream.IntStream.rangeClosed(1, newest)
            .mapToObj(n -> new SeenVersion("" + n, seen.config(), seen.code()))
            .toList();
    return new SeenFunction(
        seen.physicalName(),
        seen.arn(),
        seen.config(),
        seen.code(),
        seen.revision(),
        seen.tags(),
        OptionalInt.empty(),
        versions,
        List.of(
            new SeenAlias(Place.LIVE, "" + newest, "arev1", false),
            new SeenAlias("canary", "2", "crev1", false)),
        seen.policy(),
        seen.url());
  }
}
