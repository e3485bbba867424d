package dev.portolan.provider.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Who we are. */
record StsCalls(Supplier<StsClient> client, Ledger ledger) {
  GetCallerIdentityResponse identity() throws Exception {
    return ledger.read(() -> client.get().getCallerIdentity());
  }
}
