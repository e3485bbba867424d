package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the Kafka of a function is, and how Lambda logs in there: the function's own settings, laid
 * over those of the run.
 *
 * @param earliest where a group begins that is new
 */
record KafkaSettings(Optional<KafkaCluster> cluster, List<KafkaAccess> access, boolean earliest) {
  private static final String WHERE = "kafka";
  private static final String AUTH = "kafkaAuth";
  private static final String SECRET = "kafkaSecret";
  private static final String AUTHORITY = "kafkaCa";
  private static final String SUBNETS = "kafkaSubnets";
  private static final String GROUPS = "kafkaSecurityGroups";

  /**
   * With the six characters that Secrets Manager puts behind the name: a policy for the name alone
   * is for another ARN. Lambda takes 200 characters of it.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen">Finding
   *     a secret from a partial ARN</a>
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/api/API_SourceAccessConfiguration.html">SourceAccessConfiguration</a>
   */
  private static final String ARN =
      "(?=.{1,200}$)arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:"
          + "[\\w/+=.@-]+-[A-Za-z0-9]{6}";

  private static final String SUBNET = "subnet-[0-9a-f]{8,17}";
  private static final String GROUP = "sg-[0-9a-f]{8,17}";

  /** Ours to Lambda's: how one logs in with a secret. */
  private static final Map<String, String> TYPES =
      Map.of(
          "scram-512", "SASL_SCRAM_512_AUTH",
          "scram-256", "SASL_SCRAM_256_AUTH",
          "basic", "BASIC_AUTH",
          "tls", "CLIENT_CERTIFICATE_TLS_AUTH");

  /** What Lambda knows of an MSK cluster. */
  private static final List<String> OF_BROKERS = List.of(SUBNETS, GROUPS, AUTHORITY);

  private static final String USUAL = "scram-512";

  /** "Amazon MSK only supports SCRAM-SHA-512 authentication" of those with a password. */
  private static final List<String> OF_MSK = List.of(USUAL, "tls");

  static final List<Setting> KNOWN =
      List.of(
          Setting.function(WHERE, "ARN of an MSK cluster, or brokers: host:9092, host:9092", ""),
          Setting.function(
              AUTH, "scram-512, scram-256, basic or tls: what kafkaSecret is for", USUAL),
          Setting.function(SECRET, "ARN of the secret to log in to Kafka with", "IAM, at MSK"),
          Setting.function(
              AUTHORITY, "ARN of the secret with the root certificate of Kafka's brokers", ""),
          Setting.function(SUBNETS, "where brokers in a VPC are: subnet-…, subnet-…", ""),
          Setting.function(GROUPS, "with kafkaSubnets: sg-…", ""),
          Setting.function("kafkaOffset", "latest or earliest, for a new group", "latest"));

  /** Of a function that takes records of Kafka. */
  static KafkaSettings from(FunctionSpec spec, Settings run) {
    return read(spec, run, new ArrayList<>());
  }

  static KafkaSettings read(FunctionSpec spec, Settings run, List<Problem> problems) {
    Settings settings = meant(spec, run).with(spec.settings());
    SettingReader reader = SettingReader.of(settings, problems).within(spec.name());
    Optional<String> given = settings.get(WHERE);
    Optional<KafkaCluster> cluster = given.flatMap(KafkaCluster::parse);
    if (given.isPresent() && cluster.isEmpty()) {
      reader.problem(WHERE, "'" + given.get() + "' " + KafkaCluster.FORM);
    }
    String auth =
        reader.oneOf(AUTH, USUAL, TYPES.keySet().stream().sorted().toArray(String[]::new), s -> s);
    List<KafkaAccess> access = new ArrayList<>();
    arn(reader, SECRET).ifPresent(arn -> access.add(new KafkaAccess(TYPES.get(auth), arn)));
    arn(reader, AUTHORITY).ifPresent(arn -> access.add(new KafkaAccess(KafkaAccess.CA, arn)));
    ids(reader, SUBNETS, SUBNET)
        .forEach(id -> access.add(new KafkaAccess(KafkaAccess.SUBNET, "subnet:" + id)));
    ids(reader, GROUPS, GROUP)
        .forEach(
            id -> access.add(new KafkaAccess(KafkaAccess.SECURITY_GROUP, "security_group:" + id)));
    boolean earliest =
        reader.oneOf(
            "kafkaOffset",
            false,
            new Boolean[] {true, false},
            early -> early ? "earliest" : "latest");
    if (given.isEmpty()) {
      reader.problem(WHERE, "is not set, and the function takes records of Kafka");
    }
    fitting(reader, settings, cluster, auth);
    return new KafkaSettings(cluster, KafkaAccess.sorted(access), earliest);
  }

  /**
   * What a project says of the brokers that most of its functions use is not said of the MSK
   * cluster that one of them names.
   */
  private static Settings meant(FunctionSpec spec, Settings run) {
    boolean managed =
        Settings.of(spec.settings())
            .get(WHERE)
            .flatMap(KafkaCluster::parse)
            .filter(KafkaCluster::msk)
            .isPresent();
    if (!managed) {
      return run;
    }
    Map<String, String> left = new HashMap<>(run.values());
    left.keySet().removeAll(OF_BROKERS);
    boolean strange = run.get(AUTH).filter(auth -> !OF_MSK.contains(auth)).isPresent();
    if (strange) {
      left.keySet().removeAll(List.of(AUTH, SECRET));
    } else if (run.get(SECRET).isEmpty()) {
      left.remove(AUTH);
    }
    return Settings.of(left);
  }

  /** What does not fit together. */
  private static void fitting(
      SettingReader reader, Settings settings, Optional<KafkaCluster> cluster, String auth) {
    boolean secret = settings.get(SECRET).isPresent();
    boolean network = settings.get(SUBNETS).isPresent();
    if (settings.get(AUTH).isPresent() && !secret) {
      reader.problem(AUTH, "says how to log in with kafkaSecret, which is not set");
    }
    if (network != settings.get(GROUPS).isPresent()) {
      reader.problem(SUBNETS, "kafkaSubnets and kafkaSecurityGroups belong together");
    }
    if (cluster.isEmpty()) {
      return;
    }
    if (!cluster.get().msk()) {
      // "Required 'sourceAccessConfigurations' parameter is missing."
      if (!secret && !network) {
        reader.problem(
            SECRET, "is not set: Lambda asks to log in to brokers, or to be in their VPC");
      }
      return;
    }
    if (secret && !OF_MSK.contains(auth)) {
      reader.problem(AUTH, "'" + auth + "' is not known to MSK: it takes scram-512 and tls");
    }
    for (String key : OF_BROKERS) {
      if (settings.get(key).isPresent()) {
        reader.problem(key, "is for brokers of your own: Lambda knows it of an MSK cluster");
      }
    }
  }

  private static Optional<String> arn(SettingReader reader, String key) {
    Optional<String> given = reader.settings().get(key);
    Optional<String> arn = given.filter(text -> text.matches(ARN));
    if (given.isPresent() && arn.isEmpty()) {
      reader.problem(
          key,
          "is not the whole ARN of a secret, arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-"
              + " and the six characters behind it, of 200 characters at most");
    }
    return arn;
  }

  private static List<String> ids(SettingReader reader, String key, String form) {
    Optional<String> given = reader.settings().get(key);
    if (given.isEmpty()) {
      return List.of();
    }
    List<String> ids = List.of(given.get().strip().split("\\s*,\\s*"));
    List<String> strange = ids.stream().filter(id -> !id.matches(form)).toList();
    if (!strange.isEmpty()) {
      reader.problem(key, "has what is no id: " + String.join(", ", strange));
      return List.of();
    }
    return ids.stream().distinct().sorted().toList();
  }
}
