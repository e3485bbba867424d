package dev.portolan.provider.azure.config;

import dev.portolan.deploy.driver.SettingReader;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The settings of one function: its own, laid over those of the run.
 *
 * @param siteName empty for one that is derived
 * @param hostAccount the storage account that is its own; empty for one whose name is derived
 * @param memoryMebibytes of an instance, as Azure offers it
 * @param scaling after {@code maxConcurrency}
 * @param vault the Key Vault that its secrets are in
 * @param grantsSecrets whether its identity is given the right to read them
 * @param roles what its own identity may do
 * @param retries how often a tick of a schedule comes again whose call failed
 * @param kafka where its Kafka is
 * @param probe whether what was published is asked before the deployment ends
 * @param keepPackages packages that can be rolled back to, the one that serves among them
 */
public record FunctionSettings(
    Optional<String> siteName,
    Optional<String> hostAccount,
    int memoryMebibytes,
    Scaling scaling,
    Optional<String> vault,
    boolean grantsSecrets,
    List<RoleGrant> roles,
    int retries,
    KafkaSettings kafka,
    boolean probe,
    int keepPackages) {
  private static final String SITE = "[A-Za-z0-9]([A-Za-z0-9-]{0,58}[A-Za-z0-9])";
  private static final String VAULT = "(?!.*--)[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]";

  /**
   * What the API takes, and Azure's own default.
   *
   * @see <a href="https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan">Flex
   *     Consumption: 1 to 1000 instances, 100 if nobody says</a>
   */
  private static final int MOST_INSTANCES = 1000;

  private static final int USUAL_INSTANCES = 100;
  private static final int MOST_CONCURRENCY = 1000;
  private static final int USUAL_RETRIES = 3;
  private static final int MOST_RETRIES = 5;

  /** Reads what is there, and tells all that is wrong with it. */
  static FunctionSettings read(FunctionSpec spec, Settings run, List<Problem> problems) {
    SettingReader reader =
        SettingReader.of(AzureSettings.PROVIDER, run.with(spec.settings()), problems)
            .within(spec.name());
    Memory memory = Memory.of(spec.sizing().memoryMebibytes(), spec.name(), problems);
    int concurrency = reader.number("concurrency", memory.concurrency(), 1, MOST_CONCURRENCY);
    int least = reader.number("minInstances", 0, 0, MOST_INSTANCES);
    int most = reader.number("maxInstances", USUAL_INSTANCES, 1, MOST_INSTANCES);
    if (least > most) {
      reader.problem("minInstances", "is more than maxInstances", "lower it");
    }
    // "Always ready instances aren't limited by the maximum instance count and don't count toward
    // it"
    if (least > 0 && spec.sizing().maxConcurrency().isPresent()) {
      reader.problem(
          "minInstances",
          "adds to what maxConcurrency bounds: Azure does not count instances that are always ready",
          "leave one of them out");
    }
    KafkaSettings kafka = KafkaSettings.read(spec, reader);
    Optional<String> vault =
        reader.text("vault", VAULT, "a Key Vault's name: 3 to 24 letters, digits and dashes");
    if (vault.isEmpty() && reader.text("vault").isEmpty() && readsSecrets(spec, kafka)) {
      reader.problem(
          "vault", "is needed: the function has secrets", "name the Key Vault they are in");
    }
    return new FunctionSettings(
        reader.text("siteName", SITE, "a site's name: 2 to 60 letters, digits and dashes"),
        reader.text("hostAccount", AzureSettings.ACCOUNT, AzureSettings.ACCOUNT_FORM),
        memory.mebibytes(),
        Scaling.of(concurrency, least, most, spec.sizing().maxConcurrency()),
        vault,
        grantsSecrets(reader),
        roles(reader),
        reader.number("retries", USUAL_RETRIES, 0, MOST_RETRIES),
        kafka,
        probes(reader),
        reader.number("keepPackages", 5, 1, 10));
  }

  public static FunctionSettings from(FunctionSpec spec, Settings run) {
    return read(spec, run, new ArrayList<>());
  }

  /** Whether a function of these settings has secrets, in variables or for its host. */
  public boolean readsSecrets(FunctionSpec spec) {
    return readsSecrets(spec, kafka);
  }

  private static boolean readsSecrets(FunctionSpec spec, KafkaSettings kafka) {
    return kafka.hasSecrets() || spec.environment().values().stream().anyMatch(SecretReference::is);
  }

  /** Whether what is published is asked, where a run says so for all functions. */
  public static boolean probes(Settings run) {
    return probes(SettingReader.of(AzureSettings.PROVIDER, run, new ArrayList<>()));
  }

  /** Whether rights to read secrets are given, where a run says so for all functions. */
  public static boolean grantsSecrets(Settings run) {
    return grantsSecrets(SettingReader.of(AzureSettings.PROVIDER, run, new ArrayList<>()));
  }

  private static boolean grantsSecrets(SettingReader reader) {
    return reader.oneOf(
        "secretAccess", true, new Boolean[] {true, false}, on -> on ? "grant" : "none");
  }

  private static boolean probes(SettingReader reader) {
    return reader.oneOf("probe", true, new Boolean[] {true, false}, on -> on ? "http" : "none");
  }

  private static List<RoleGrant> roles(SettingReader reader) {
    List<RoleGrant> all = new ArrayList<>();
    for (String text : reader.list("roles")) {
      RoleGrant.parse(text)
          .ifPresentOrElse(
              all::add,
              () ->
                  reader.problem(
                      "roles",
                      "'" + text + "' is no role",
                      "write the id of its definition, and @ and a resource's id for a scope other"
                          + " than the resource group"));
    }
    return all;
  }
}
