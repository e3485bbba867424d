package dev.portolan.provider.azure.config;

import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Settings;

/**
 * A container of a storage account, as settings name it: {@code container}, or {@code
 * account/container}.
 *
 * @param word what functions call it
 * @param account the name of the storage account; empty if nothing names it
 * @param container its name there
 */
public record ContainerName(String word, String account, String container) {
  /**
   * Those that anybody may make: {@code $root}, {@code $web} and {@code $logs} are the account's
   * own, and are refused.
   *
   * @see <a
   *     href="https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata">Container
   *     names</a>
   */
  static final String CONTAINER = "(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]";

  /** What is meant. */
  public static ContainerName of(String word, Settings given) {
    String here = Names.of(given).of(word);
    int end = here.indexOf('/');
    return end < 0
        ? new ContainerName(word, given.get("objects").orElse(""), here)
        : new ContainerName(word, here.substring(0, end), here.substring(end + 1));
  }

  /** What tells it from all others of Azure. */
  public String path() {
    return account + "/" + container;
  }
}
