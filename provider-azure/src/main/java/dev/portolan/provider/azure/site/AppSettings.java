package dev.portolan.provider.azure.site;

import dev.portolan.provider.azure.config.BusConnection;
import dev.portolan.provider.azure.config.TableConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The settings of a site: the function's variables, and what its host needs to reach its storage
 * without a key. They are the site's whole; only what Azure and its portal set is left alone.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity">Connecting
 *     to host storage with an identity</a>
 */
public final class AppSettings {
  private static final String STORAGE = "AzureWebJobsStorage__";

  /**
   * How large a body the host takes: without it 100 MB, which it and the worker would hold before
   * our adapter refuses them.
   *
   * @see <a
   *     href="https://github.com/Azure/azure-functions-host/blob/dev/src/WebJobs.Script.WebHost/Middleware/HttpRequestBodySizeMiddleware.cs">HttpRequestBodySizeMiddleware</a>
   */
  private static final String BODY = "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT";

  /** What the adapter takes unless it is told otherwise. */
  private static final String USUAL_BODY = "10485760";

  /** The setting that names the account. */
  static final String ACCOUNT = STORAGE + "accountName";

  /** The setting that names the client id of whom the function acts as. */
  private static final String CLIENT = STORAGE + "clientId";

  private static final Pattern PLATFORM =
      Pattern.compile("(?i)(WEBSITE_|FUNCTIONS_|APPLICATIONINSIGHTS_|APPINSIGHTS_|SCM_).*");

  private AppSettings() {}

  /**
   * All that a site shall have.
   *
   * @param client the client id of whom the function acts as
   * @param since from when on its host hears of records, if it does
   */
  public static SortedMap<String, String> of(
      Release release, String account, String client, Optional<String> since) {
    SortedMap<String, String> all = new TreeMap<>(release.settings());
    all.put(ACCOUNT, account);
    all.put(STORAGE + "credential", "managedidentity");
    all.put(CLIENT, client);
    for (BusConnection connection : BusConnection.values()) {
      if (release.settings().containsKey(connection.host())) {
        all.put(connection.prefix() + "__credential", "managedidentity");
        all.put(connection.prefix() + "__clientId", client);
      }
    }
    if (release.settings().containsKey(TableConnection.ENDPOINT)) {
      all.put(TableConnection.PREFIX + "__credential", "managedidentity");
      all.put(TableConnection.PREFIX + "__clientId", client);
      since.ifPresent(instant -> all.put(TableConnection.SINCE, instant));
    }
    all.put("AzureWebJobsDisableHomepage", "true");
    all.put("PORTOLAN_CONFIGURATION", release.configuration());
    all.put(BODY, release.settings().getOrDefault("PORTOLAN_BODY_LIMIT", USUAL_BODY));
    return all;
  }

  /**
   * Whether both name the same identity. One that was made anew has its old name and another client
   * id; a site is told of it before its settings are, and knows it once they name it.
   */
  public static boolean sameClient(Map<String, String> shall, Map<String, String> live) {
    return Objects.equals(shall.get(CLIENT), live.get(CLIENT));
  }

  /** What is to be written: what it shall have, and what Azure has set beside it. */
  static SortedMap<String, String> merged(Map<String, String> shall, Map<String, String> live) {
    SortedMap<String, String> all = new TreeMap<>(shall);
    live.forEach(
        (name, value) -> {
          if (PLATFORM.matcher(name).matches()) {
            all.putIfAbsent(name, value);
          }
        });
    return all;
  }

  /** Names of the settings that differ; never their values. */
  public static List<String> differences(Map<String, String> shall, Map<String, String> live) {
    SortedMap<String, String> wanted = merged(shall, live);
    TreeSet<String> names = new TreeSet<>(wanted.keySet());
    names.addAll(live.keySet());
    names.removeIf(name -> Objects.equals(wanted.get(name), live.get(name)));
    return new ArrayList<>(names);
  }
}
