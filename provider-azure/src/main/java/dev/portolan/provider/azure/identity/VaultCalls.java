package dev.portolan.provider.azure.identity;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.provider.azure.wire.Json;
import dev.portolan.provider.azure.wire.Raw;
import dev.portolan.provider.azure.wire.Wire;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is said to Microsoft.KeyVault: one method a call. */
public final class VaultCalls {
  private static final String VERSION = "2023-07-01";

  /** We may not look, or the subscription has never used a vault. */
  private static final Set<Integer> UNSEEN = Set.of(403, 404, 409);

  private final Wire wire;
  private final Tally tally;
  private final String subscription;

  public VaultCalls(Wire wire, Tally tally, String subscription) {
    this.wire = wire;
    this.tally = tally;
    this.subscription = subscription;
  }

  /** The vaults of the subscription that we may see. */
  public List<Vault> vaults() throws Exception {
    List<Vault> all = new ArrayList<>();
    Optional<URI> page =
        Optional.of(
            URI.create(
                wire.endpoint()
                    + "/subscriptions/"
                    + subscription
                    + "/providers/Microsoft.KeyVault/vaults?api-version="
                    + VERSION));
    while (page.isPresent()) {
      URI address = Raw.safe(page.get());
      HttpRequest request = new HttpRequest(HttpMethod.GET, address.toString());
      Raw.Answer answer =
          tally.read(
              () -> {
                Raw.Answer told = Raw.send(wire.manager(), request);
                return UNSEEN.contains(told.status()) ? told : Raw.demanded("the key vaults", told);
              });
      if (!answer.succeeded()) {
        return all;
      }
      Map<String, Object> told = answer.json();
      Json.objects(told, "value").stream().map(Vault::of).forEach(all::add);
      page = Optional.of(Json.text(told, "nextLink")).filter(at -> !at.isEmpty()).map(URI::create);
    }
    return all;
  }
}
