package dev.portolan.provider.azure.identity;

import dev.portolan.provider.azure.wire.Listing;
import java.util.List;

/** What is said to Microsoft.KeyVault: one method a call. */
public record VaultCalls(Listing listing) {
  /** The vaults of the subscription that we may see. */
  public List<Vault> vaults() throws Exception {
    return listing.of("the key vaults", "Microsoft.KeyVault/vaults", "2023-07-01").stream()
        .map(Vault::of)
        .toList();
  }
}
