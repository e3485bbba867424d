package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Problem;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The settings that hold for a whole run, read once. */
record AwsSettings(
    Optional<String> region,
    Optional<String> account,
    Optional<String> profile,
    Optional<URI> endpoint,
    Optional<Keys> keys,
    LambdaRuntime runtime,
    Optional<String> bucket,
    boolean keepLogs,
    boolean prune,
    boolean createTopics,
    boolean createQueues,
    boolean createBuckets,
    boolean createTables) {
  private static final List<Setting> OWN =
      List.of(
          Setting.provider("region", "AWS region", "AWS_REGION, then the profile's"),
          Setting.provider("account", "the only account id to deploy to", ""),
          Setting.provider("profile", "profile of the shared AWS configuration", "AWS_PROFILE"),
          Setting.provider("endpoint", "URL of another control plane", "AWS_ENDPOINT_URL"),
          Setting.provider("accessKeyId", "for an endpoint on loopback only", "credential chain"),
          Setting.provider("secretAccessKey", "for an endpoint on loopback only", ""),
          Setting.provider("sessionToken", "for an endpoint on loopback only", ""),
          Setting.provider("runtime", "java17, java21 or java25", "java21"),
          Setting.provider("bucket", "bucket of yours for archives over 50 MB", "one is made"),
          Setting.provider("keepLogs", "true: destroy leaves log groups alone", "false"),
          Setting.provider("prune", "true: delete functions no longer in the project", "false"),
          Setting.provider("createTopics", "true: make a topic where there is none", "false"),
          Setting.provider("createQueues", "true: make a queue where there is none", "false"),
          Setting.provider("createBuckets", "true: make a bucket where there is none", "false"),
          Setting.provider(
              "createTables", "true: make a table, of one key id, where there is none", "false"),
          Names.SETTING,
          Setting.function("front", "http-api, or url for a function URL", "http-api"),
          Setting.function("probe", "none: do not invoke a new version before it serves", "invoke"),
          Setting.function(
              "role", "ARN of a role of yours; no IAM call is made then", "one is made"),
          Setting.function("statements", "the function's IAM statements: JSON, or @file", ""),
          Setting.function("permissionsBoundary", "ARN of the boundary of the role made", ""),
          Setting.function("logRetentionDays", "days that CloudWatch Logs can keep", "30"),
          Setting.function("keepVersions", "versions to keep for rollback, from 1", "5"),
          Setting.function("snapStart", "true: start from a snapshot", "false"),
          Setting.function(
              "scheduleRole", "ARN of a role of yours that its schedule calls with", "one is made"),
          Setting.function("tags.*", "a tag on all that is made", ""));

  static final List<Setting> KNOWN =
      Stream.of(OWN, KafkaSettings.KNOWN).flatMap(List::stream).toList();

  /** Reads what is there, and tells all that is wrong with it. */
  static AwsSettings read(Settings settings, List<Problem> problems) {
    SettingReader reader = SettingReader.of(settings, problems);
    Optional<URI> endpoint = reader.uri("endpoint");
    endpoint.flatMap(Endpoints::refusal).ifPresent(what -> reader.problem("endpoint", what));
    Optional<Keys> keys = keys(reader);
    if (keys.isPresent() && !endpoint.map(Endpoints::loopback).orElse(false)) {
      reader.problem("accessKeyId", "keys in settings are for an endpoint on loopback only");
    }
    return new AwsSettings(
        reader.text("region", "[a-z]{2}(-[a-z]+)+-[0-9]+"),
        reader.text("account", "[0-9]{12}"),
        settings.get("profile"),
        endpoint,
        keys,
        reader.oneOf("runtime", LambdaRuntime.JAVA21, LambdaRuntime.values(), LambdaRuntime::id),
        reader.text("bucket", "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"),
        reader.flag("keepLogs"),
        reader.flag("prune"),
        reader.flag("createTopics"),
        reader.flag("createQueues"),
        reader.flag("createBuckets"),
        reader.flag("createTables"));
  }

  static AwsSettings from(Settings settings) {
    List<Problem> problems = new ArrayList<>();
    AwsSettings read = read(settings, problems);
    if (!problems.isEmpty()) {
      throw DeployException.of(problems);
    }
    return read;
  }

  private static Optional<Keys> keys(SettingReader reader) {
    Optional<String> id = reader.text("accessKeyId", "\\S+");
    Optional<String> secret = reader.text("secretAccessKey", "\\S+");
    Optional<String> token = reader.text("sessionToken", "\\S+");
    if (id.isPresent() != secret.isPresent()) {
      reader.problem("accessKeyId", "accessKeyId and secretAccessKey belong together");
    }
    return id.flatMap(known -> secret.map(word -> new Keys(known, word, token)));
  }
}
