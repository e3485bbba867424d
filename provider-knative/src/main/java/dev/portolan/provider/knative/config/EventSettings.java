package dev.portolan.provider.knative.config;

import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.SettingReader;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a function gets its events: its own settings, laid over those of the run.
 *
 * @param kafkaServers host and port each
 * @param kafkaSasl Secret with the keys {@code user}, {@code password} and {@code saslType}
 * @param kafkaTls {@code system} for the certificates that every JVM trusts, else a Secret with the
 *     key {@code ca.crt}; empty for no TLS
 * @param retries how often a failed event is delivered again; empty for what the broker says
 * @param deadLetter broker or URL that gets what is refused, or fails for good
 */
public record EventSettings(
    List<String> kafkaServers,
    Optional<String> kafkaSasl,
    Optional<String> kafkaTls,
    boolean fromTheStart,
    OptionalInt retries,
    Optional<String> deadLetter) {
  /** As {@link #kafkaTls} spells that no certificates of one's own are needed. */
  public static final String SYSTEM = "system";

  private static final String SERVER = "[A-Za-z0-9.-]+:[0-9]{1,5}";
  private static final String SERVERS = SERVER + "(\\s*,\\s*" + SERVER + ")*";
  private static final String NAME = "[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?";
  private static final String URL = "https?://[^\\s@]+";
  private static final int MOST_RETRIES = 100;

  static final List<Setting> KNOWN =
      List.of(
          Setting.function("kafkaServers", "where Kafka is: host:9092, host:9092", ""),
          Setting.function("kafkaSasl", "secret with user, password and saslType for Kafka", ""),
          Setting.function("kafkaTls", "system, or a secret with ca.crt, for Kafka over TLS", ""),
          Setting.function("kafkaOffset", "latest or earliest, for a new group", "latest"),
          Setting.function("retries", "how often a failed event is tried again", "the broker's"));

  public static EventSettings from(FunctionSpec spec, Settings run) {
    return read(spec, run, new ArrayList<>());
  }

  static EventSettings read(FunctionSpec spec, Settings run, List<Problem> problems) {
    SettingReader reader =
        SettingReader.of(KnativeSettings.PROVIDER, run.with(spec.settings()), problems)
            .within(spec.name());
    Optional<String> servers =
        reader.text("kafkaServers", SERVERS, "a list of servers as in kafka-1:9092, kafka-2:9092");
    boolean ticks = spec.triggers().stream().anyMatch(Trigger.Schedule.class::isInstance);
    if (ticks && !spec.isSentEvents() && spec.settings().containsKey("retries")) {
      reader.problem(
          "retries",
          "has no meaning for a schedule: a PingSource tries five times in two seconds",
          "leave it out, or let the schedule's function publish to a topic");
    }
    boolean kafka = spec.triggers().stream().anyMatch(Trigger.Kafka.class::isInstance);
    if (kafka && reader.text("kafkaServers").isEmpty()) {
      reader.problem(
          "kafkaServers",
          "is not set, and the function takes records of Kafka",
          "name its servers");
    }
    Optional<String> retries = reader.text("retries");
    return new EventSettings(
        servers.map(text -> List.of(text.split("\\s*,\\s*"))).orElse(List.of()),
        reader.text("kafkaSasl", NAME, "a secret's name"),
        reader.text("kafkaTls", NAME, "a secret's name, nor 'system'"),
        reader.oneOf(
            "kafkaOffset",
            false,
            new Boolean[] {true, false},
            early -> early ? "earliest" : "latest"),
        retries.isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(reader.number("retries", 0, 0, MOST_RETRIES)),
        spec.deadLetter().map(Names.of(run)::of));
  }

  /** Whether what is named is the address of something, and no broker. */
  public static boolean isUrl(String deadLetter) {
    return deadLetter.matches(URL);
  }
}
