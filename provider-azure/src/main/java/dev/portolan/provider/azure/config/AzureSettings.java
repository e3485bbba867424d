package dev.portolan.provider.azure.config;

import dev.portolan.deploy.driver.Loopback;
import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.SettingReader;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Problem;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings that hold for a whole run, read once.
 *
 * @param location as Azure's APIs spell it: {@code westeurope}
 * @param endpoint of Azure Resource Manager; empty for Azure's own
 * @param tokens where the machine's identity is asked for tokens; empty for where azure-identity
 *     finds it
 * @param resourceGroup empty for one of the owner's
 * @param storageAccount what packages are kept in; empty for one whose name is derived
 * @param serviceBus the namespace of queues and topics that are named without one
 * @param createQueues whether a queue is made where there is none
 * @param createTopics whether a topic is made where there is none
 * @param objects the storage account of containers that are named without one
 * @param createContainers whether a container is made where there is none
 * @param cosmos the account and database of Cosmos DB of containers that are named without them
 * @param createTables whether a container of Cosmos DB, and its database, is made where there is
 *     none
 * @param runtime Java's release
 * @param registerProviders whether the subscription is registered for services it does not use
 * @param deleteStorage whether a removal deletes storage accounts, whatever is in them
 */
public record AzureSettings(
    Optional<String> subscription,
    Optional<String> tenant,
    Optional<String> location,
    Optional<URI> endpoint,
    Optional<TokenPlace> tokens,
    Credentials credentials,
    Optional<String> resourceGroup,
    Optional<String> storageAccount,
    Optional<String> serviceBus,
    boolean createQueues,
    boolean createTopics,
    Optional<String> objects,
    boolean createContainers,
    Optional<String> cosmos,
    boolean createTables,
    int runtime,
    boolean prune,
    boolean registerProviders,
    boolean deleteStorage) {
  /** The name that the provider is asked for by. */
  public static final String PROVIDER = "azure";

  private static final Integer[] RUNTIMES = {17, 21, 25};
  private static final int USUAL_RUNTIME = 21;
  private static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
  private static final String TENANT = GUID + "|[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+";
  private static final String LOCATION = "[A-Za-z][A-Za-z0-9 ]{2,60}";
  private static final String GROUP = "[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]";
  static final String ACCOUNT = "[a-z0-9]{3,24}";
  static final String ACCOUNT_FORM =
      "a storage account's name: 3 to 24 lower-case letters and digits";

  private static final List<Setting> OWN =
      List.of(
          Setting.provider("subscription", "id of the subscription", "AZURE_SUBSCRIPTION_ID"),
          Setting.provider("tenant", "id or domain of the directory", "AZURE_TENANT_ID"),
          Setting.provider(
              "location", "region: westeurope", "the resource group's, then AZURE_LOCATION"),
          Setting.provider(
              "credentials",
              "chain, environment, workload-identity, managed-identity, cli or developer-cli",
              "chain"),
          Setting.provider("endpoint", "address of another Resource Manager", "Azure's own"),
          Setting.provider("identityEndpoint", "where tokens are asked for, on loopback only", ""),
          Setting.provider("identityHeader", "for an endpoint on loopback only", ""),
          Setting.provider("resourceGroup", "resource group", "<artifactId>-<stage>"),
          Setting.provider("storageAccount", "storage account of kept packages", "derived"),
          Setting.provider("serviceBus", "Service Bus namespace of queues and topics", ""),
          Setting.provider("createQueues", "true: make a queue where there is none", "false"),
          Setting.provider("createTopics", "true: make a topic where there is none", "false"),
          Setting.provider("objects", "storage account of the containers of objects", ""),
          Setting.provider(
              "createContainers", "true: make a container where there is none", "false"),
          Setting.provider("cosmos", "account/database of Cosmos DB of the tables", ""),
          Setting.provider("createTables", "true: make a table where there is none", "false"),
          Names.SETTING,
          Setting.provider("runtime", "java17, java21 or java25", "java21"),
          Setting.provider("prune", "true: delete functions no longer in the project", "false"),
          Setting.provider(
              "registerProviders", "true: register services the subscription lacks", "false"),
          Setting.provider(
              "deleteStorage", "true: destroy deletes storage accounts with all in them", "false"),
          Setting.function("siteName", "name of the function's site", "derived"),
          Setting.function("hostAccount", "name of its own storage account", "derived"),
          Setting.function(
              "concurrency", "calls at once in an instance, to 1000", "4, 16 or 32, by memory"),
          Setting.function("minInstances", "instances always ready, for each trigger", "0"),
          Setting.function("maxInstances", "most instances, to 1000", "100"),
          Setting.function("vault", "Key Vault of the function's secrets", ""),
          Setting.function(
              "secretAccess", "none: leave the right to read its secrets to you", "grant"),
          Setting.function("roles", "roles of its own identity: id, or id@scope", ""),
          Setting.function("retries", "times a failed tick of a schedule comes again, to 5", "3"),
          Setting.function("probe", "none: do not ask what was published", "http"),
          Setting.function("keepPackages", "packages to keep for rollback, 1 to 10", "5"));

  /** All that can be set. */
  public static final List<Setting> KNOWN =
      Stream.of(OWN, KafkaSettings.KNOWN).flatMap(List::stream).toList();

  /** Reads what is there, and tells all that is wrong with it. */
  static AzureSettings read(Settings settings, List<Problem> problems) {
    SettingReader reader = SettingReader.of(PROVIDER, settings, problems);
    return new AzureSettings(
        reader.text("subscription", GUID, "a subscription's id"),
        reader.text("tenant", TENANT, "a directory's id, nor its domain"),
        reader
            .text("location", LOCATION, "a region, as in westeurope")
            .map(text -> text.replace(" ", "").toLowerCase(Locale.ROOT)),
        endpoint(reader),
        tokens(reader),
        reader.oneOf("credentials", Credentials.CHAIN, Credentials.values(), Credentials::key),
        reader.text(
            "resourceGroup",
            GROUP,
            "a resource group's name: to 90 letters, digits, '.', '_', '-', '(' and ')', no dot"
                + " last"),
        reader.text("storageAccount", ACCOUNT, ACCOUNT_FORM),
        reader.text("serviceBus", BusName.NAMESPACE, BusName.NAMESPACE_FORM),
        reader.flag("createQueues"),
        reader.flag("createTopics"),
        reader.text("objects", ACCOUNT, ACCOUNT_FORM),
        reader.flag("createContainers"),
        reader.text("cosmos", TableName.PLACE, "an account of Cosmos DB, '/' and a database"),
        reader.flag("createTables"),
        reader.oneOf("runtime", USUAL_RUNTIME, RUNTIMES, release -> "java" + release),
        reader.flag("prune"),
        reader.flag("registerProviders"),
        reader.flag("deleteStorage"));
  }

  public static AzureSettings from(Settings settings) {
    List<Problem> problems = new ArrayList<>();
    AzureSettings read = read(settings, problems);
    if (!problems.isEmpty()) {
      throw DeployException.of(problems);
    }
    return read;
  }

  /** Tokens go there, and are for whom it says: so only where we know who that is. */
  private static Optional<URI> endpoint(SettingReader reader) {
    Optional<URI> address = reader.address("endpoint");
    if (Cloud.at(address).isEmpty()) {
      reader.problem(
          "endpoint",
          "'" + address.get() + "' is no Resource Manager of Azure's, nor of this machine",
          "write https://management.azure.com, https://management.chinacloudapi.cn or"
              + " https://management.usgovcloudapi.net");
      return Optional.empty();
    }
    return address;
  }

  private static Optional<TokenPlace> tokens(SettingReader reader) {
    Optional<URI> address = reader.address("identityEndpoint");
    Optional<String> header = reader.text("identityHeader");
    if (address.isPresent() != header.isPresent() && reader.text("identityEndpoint").isPresent()
        || address.isEmpty() && header.isPresent()) {
      reader.problem("identityHeader", "identityEndpoint and identityHeader belong together", "");
    }
    if (address.isPresent() && !Loopback.is(address.get())) {
      reader.problem(
          "identityEndpoint",
          "is for an address of this machine only",
          "leave it out: azure-identity finds the machine's own");
      return Optional.empty();
    }
    return address.flatMap(at -> header.map(word -> new TokenPlace(at, word)));
  }
}
