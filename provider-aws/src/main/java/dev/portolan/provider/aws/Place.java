package dev.portolan.provider.aws;

import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.PhysicalName;
import dev.portolan.deploy.model.Target;
import java.util.Optional;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Names what an owner has in one account and region. The same input gives the same name in every
 * run; nothing here is random.
 *
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov} …
 */
record Place(Owner owner, String partition, String account, String region) {
  /** The alias that users call, through whatever front. */
  static final String LIVE = "live";

  static final int NAME_LENGTH = 64;
  private static final String SCHEDULE_ROLE = ".schedule";

  static Place of(Owner owner, String partition, Target target) {
    return new Place(owner, partition, target.account(), target.region());
  }

  /** What Lambda calls a function. */
  static String function(Owner owner, String function) {
    return portable(PhysicalName.of(owner, function, Integer.MAX_VALUE), NAME_LENGTH);
  }

  /** What the names of all the owner's functions begin with, however long they are. */
  static String prefix(Owner owner) {
    String all = PhysicalName.shared(owner, Integer.MAX_VALUE).replaceAll("[^a-zA-Z0-9_-]", "-");
    int kept = NAME_LENGTH - PhysicalName.hash(all).length() - 1;
    return all.length() < kept ? all + "-" : all.substring(0, kept);
  }

  String function(String function) {
    return function(owner, function);
  }

  String functionArn(String physicalName) {
    return arn("lambda", region, "function:" + physicalName);
  }

  String liveArn(String physicalName) {
    return functionArn(physicalName) + ":" + LIVE;
  }

  /** The function that an ARN calls, by whatever qualifier; empty for one that is not here. */
  Optional<String> functionCalled(String arn) {
    String start = functionArn("");
    return Optional.of(arn)
        .filter(one -> one.startsWith(start))
        .map(one -> one.substring(start.length()).split(":")[0]);
  }

  /** The path of the owner's roles. The tagging API does not list roles; a path prefix does. */
  String rolePath() {
    return "/portolan/" + owner.artifactId() + "/" + owner.stage() + "/";
  }

  String roleArn(String role) {
    return arn("iam", "", "role" + rolePath() + role);
  }

  /** Roles are the account's, and this one is of a function in one region: no other shares it. */
  String role(String physicalName) {
    return PhysicalName.shorten(regional(physicalName), NAME_LENGTH);
  }

  /** The role of a function's schedule. No region ends so, so no function's role has this name. */
  String scheduleRole(String physicalName) {
    int length = NAME_LENGTH - SCHEDULE_ROLE.length();
    return PhysicalName.shorten(regional(physicalName), length) + SCHEDULE_ROLE;
  }

  private String regional(String physicalName) {
    return physicalName + "." + region;
  }

  String scheduleGroupArn(String group) {
    return arn("scheduler", region, "schedule-group/" + group);
  }

  String topicArn(String name) {
    return arn("sns", region, name);
  }

  String ruleArn(String path) {
    return arn("events", region, "rule/" + path);
  }

  String queueArn(String name) {
    return arn("sqs", region, name);
  }

  /** A group of Kafka's is known to all that use a cluster, wherever they are. */
  String kafkaGroup(String physicalName) {
    return regional(physicalName) + "." + account;
  }

  String keyArn(String id) {
    return arn("kms", region, "key/" + id);
  }

  /** What the names of the region's services end in. */
  String suffix() {
    return PartitionMetadata.of(Region.of(region)).dnsSuffix();
  }

  String tableArn(String name) {
    return arn("dynamodb", region, "table/" + name);
  }

  /**
   * A queue of this account and region, as SQS itself gives it.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html">Queue
   *     name, URL and ARN</a>
   */
  String queueUrl(String name) {
    return "https://sqs." + region + "." + suffix() + "/" + account + "/" + name;
  }

  /** A bucket's name is taken once in the world, so that its ARN names no account. */
  String bucketArn(String name) {
    return "arn:" + partition + ":s3:::" + name;
  }

  static String logGroup(String physicalName) {
    return "/aws/lambda/" + physicalName;
  }

  /** The function whose log group this is; empty for a group that no function could have. */
  static Optional<String> functionOf(String logGroup) {
    String name = logGroup.substring(logGroup("").length());
    return Optional.of(name).filter(one -> one.matches("[a-zA-Z0-9_-]{1," + NAME_LENGTH + "}"));
  }

  String logGroupArn(String physicalName) {
    return arn("logs", region, "log-group:" + logGroup(physicalName));
  }

  String api() {
    return PhysicalName.shared(owner, 128);
  }

  /** What steps at the owner's API have in common: they are done one after the other. */
  String apiLane() {
    return "apigw:" + owner.id();
  }

  /** The ARN under which API Gateway's own tags are kept: it names no account. */
  String apiArn(String apiId) {
    return "arn:" + partition + ":apigateway:" + region + "::/apis/" + apiId;
  }

  /** Whatever stage, method and path of an API calls a function. */
  String apiSourceArn(String apiId) {
    return arn("execute-api", region, apiId + "/*/*");
  }

  String bucket() {
    return "portolan-" + account + "-" + region;
  }

  /** Holds the owner's archives and nobody else's. */
  String archivePrefix() {
    return PhysicalName.shared(owner, 200) + "-" + PhysicalName.hash(owner.id()) + "/";
  }

  String secretArn(String name) {
    return arn("secretsmanager", region, "secret:" + name + "-??????");
  }

  private String arn(String service, String inRegion, String resource) {
    return "arn:" + partition + ":" + service + ":" + inRegion + ":" + account + ":" + resource;
  }

  /** Lambda's names know no dot; a name that had one ends in its hash, to stay apart. */
  private static String portable(String name, int maxLength) {
    String plain = name.replaceAll("[^a-zA-Z0-9_-]", "-");
    return plain.equals(name)
        ? PhysicalName.shorten(name, maxLength)
        : PhysicalName.shorten(plain + "-" + PhysicalName.hash(name), maxLength);
  }
}
