package dev.portolan.provider.azure.config;

import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.SettingReader;
import dev.portolan.deploy.model.FunctionSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the Kafka of a function is, and how its host logs in there.
 *
 * @param brokers as Kafka's clients take them; empty for a function that takes no records
 * @param login empty where nobody logs in
 * @param user who logs in; empty where nobody does
 * @param password reference to the secret it logs in with
 * @param authority reference to the secret with the brokers' root certificate
 */
public record KafkaSettings(
    String brokers,
    Optional<KafkaLogin> login,
    String user,
    Optional<String> password,
    Optional<String> authority) {
  private static final String WHERE = "kafka";
  private static final String USER = "kafkaUser";
  private static final String SECRET = "kafkaSecret";
  private static final String AUTH = "kafkaAuth";
  private static final String AUTHORITY = "kafkaCa";

  private static final String BROKER = "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?:[0-9]{1,5}";
  private static final String NAME = "[^\\p{Cntrl}]{1,255}";
  private static final String BROKERS = BROKER + "(\\s*,\\s*" + BROKER + ")*";

  /**
   * Azure's own Kafka, that of Event Hubs: by SASL_SSL, with {@code PLAIN} or a token alone.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/event-hubs/azure-event-hubs-apache-kafka-overview">Security
   *     and authentication</a>
   */
  private static final String EVENT_HUBS = "(?is).*\\.servicebus\\.windows\\.net:.*";

  /** For a function that takes no records of Kafka. */
  public static final KafkaSettings NONE =
      new KafkaSettings("", Optional.empty(), "", Optional.empty(), Optional.empty());

  static final List<Setting> KNOWN =
      List.of(
          Setting.function(WHERE, "brokers of Kafka that speak TLS: host:9093, host:9093", ""),
          Setting.function(USER, "who logs in to Kafka", ""),
          Setting.function(SECRET, "secret://name of the password to log in to Kafka with", ""),
          Setting.function(
              AUTH, "scram-512, scram-256 or basic: how kafkaUser logs in", "scram-512"),
          Setting.function(
              AUTHORITY,
              "secret://name of the one root certificate of Kafka's brokers, as PEM",
              ""));

  /**
   * Of a function; {@link #NONE} if it takes no records. Values are held to their form in any case.
   */
  static KafkaSettings read(FunctionSpec spec, SettingReader reader) {
    Optional<String> brokers =
        reader.text(WHERE, BROKERS, "a list of brokers: host:9093, host:9093");
    Optional<String> user = reader.text(USER, NAME, "a user's name: 1 to 255 printed characters");
    if (user.filter(SecretReference::stands).isPresent()) {
      reader.problem(
          USER,
          "is a reference to a secret",
          "write the user's name itself: no secret is read there");
    }
    KafkaLogin login =
        reader.oneOf(AUTH, KafkaLogin.SCRAM_512, KafkaLogin.values(), KafkaLogin::key);
    Optional<String> password = reference(reader, SECRET);
    Optional<String> authority = reference(reader, AUTHORITY);
    if (KafkaTopic.of(spec).isEmpty()) {
      return NONE;
    }
    fitting(reader);
    own(spec, reader);
    return new KafkaSettings(
        brokers.map(text -> text.replaceAll("\\s", "")).orElse(""),
        user.map(any -> login),
        user.orElse(""),
        password,
        authority);
  }

  /** Whether all is there that a function needs, and fits together. */
  private static void fitting(SettingReader reader) {
    boolean secret = reader.text(SECRET).isPresent();
    if (reader.text(WHERE).isEmpty()) {
      reader.problem(
          WHERE, "is needed: the function takes records of Kafka", "name its brokers by host:port");
    }
    if (reader.text(USER).isPresent() != secret) {
      reader.problem(
          secret ? USER : SECRET,
          "is needed: kafkaUser logs in with kafkaSecret",
          "set both, or neither where nobody logs in");
    }
    if (reader.text(WHERE).filter(text -> text.matches(EVENT_HUBS)).isPresent()
        && !(secret && reader.text(AUTH).filter(KafkaLogin.BASIC.key()::equals).isPresent())) {
      reader.problem(
          WHERE,
          "is Event Hubs', which takes a connection string and no other login",
          "set kafkaAuth to basic, kafkaUser to $ConnectionString, and kafkaSecret to the secret://"
              + " of the connection string");
    }
    if (reader.text(AUTH).isPresent() && !secret) {
      reader.problem(
          AUTH,
          "says how to log in with kafkaSecret, which is not set",
          "set that, or leave it out");
    }
  }

  /** Brokers of a function's own are not shown the project's password. */
  private static void own(FunctionSpec spec, SettingReader reader) {
    if (!spec.settings().containsKey(WHERE)) {
      return;
    }
    for (String key : List.of(USER, SECRET)) {
      if (reader.text(key).isPresent() && !spec.settings().containsKey(key)) {
        reader.problem(
            key,
            "is the project's, and the brokers are the function's own",
            "set it for the function, too; to nothing where nobody logs in");
      }
    }
  }

  private static Optional<String> reference(SettingReader reader, String key) {
    Optional<String> given = reader.text(key);
    Optional<String> good = given.filter(text -> SecretReference.parse(text).isPresent());
    if (given.isPresent() && good.isEmpty()) {
      reader.problem(
          key,
          "is no reference to a secret",
          "write secret://name or secret://name#version, and put the secret into the vault");
    }
    return good;
  }

  /** The variables by which the host reaches it, secrets as references to them. */
  public Map<String, String> variables() {
    Map<String, String> all = new LinkedHashMap<>();
    if (!brokers.isEmpty()) {
      all.put(KafkaConnection.BROKERS, brokers);
    }
    if (login.isPresent()) {
      all.put(KafkaConnection.USER, user);
    }
    password.ifPresent(secret -> all.put(KafkaConnection.PASSWORD, secret));
    authority.ifPresent(secret -> all.put(KafkaConnection.AUTHORITY, secret));
    return all;
  }

  /** Whether it needs secrets of a vault. */
  public boolean hasSecrets() {
    return password.isPresent() || authority.isPresent();
  }
}
