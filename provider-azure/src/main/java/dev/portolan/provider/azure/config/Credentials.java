package dev.portolan.provider.azure.config;

import java.util.Locale;

/** Where the deployer's own login comes from. */
public enum Credentials {
  /** The chain of azure-identity: environment, workload, managed identity, tools. */
  CHAIN,
  /** {@code AZURE_CLIENT_ID} and a secret or certificate. */
  ENVIRONMENT,
  /** A federated token, as in GitHub's and Kubernetes' jobs. */
  WORKLOAD_IDENTITY,
  /** The identity of the machine that deploys. */
  MANAGED_IDENTITY,
  /** Who is logged in to {@code az}. */
  CLI,
  /** Who is logged in to {@code azd}. */
  DEVELOPER_CLI;

  /** As the settings spell it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
