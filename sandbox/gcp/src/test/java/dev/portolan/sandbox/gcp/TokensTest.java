package dev.portolan.sandbox.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.auth.oauth2.IdTokenCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import dev.portolan.deploy.driver.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens as Google's own library fetches them with the key file. */
class TokensTest {
  @TempDir Path directory;

  @Test
  void theKeyFileGivesAccessTokensAndIdentityTokens() throws Exception {
    for (boolean inProcess : new boolean[] {true, false}) {
      Setup setup = Setup.inMemory(directory, TimeSource.system());
      try (GcpCloud cloud = GcpCloud.open(inProcess ? setup : setup.withSocket())) {
        ServiceAccountCredentials credentials = Clients.of(cloud, inProcess).credentials();
        String access = credentials.refreshAccessToken().getTokenValue();
        assertEquals(Optional.of(GcpCloud.DEPLOYER), cloud.tokens().holder(access));
        String identity =
            credentials.idTokenWithAudience("https://a.example", List.of()).getTokenValue();
        assertEquals(
            Optional.of(GcpCloud.DEPLOYER),
            cloud.tokens().identified(identity, "https://a.example"));
        assertEquals(Optional.empty(), cloud.tokens().identified(identity, "https://b.example"));
        int dot = identity.lastIndexOf('.');
        String forged = identity.substring(0, dot + 1) + "AAAA";
        assertEquals(Optional.empty(), cloud.tokens().identified(forged, "https://a.example"));
        IdTokenCredentials wrapped =
            IdTokenCredentials.newBuilder()
                .setIdTokenProvider(credentials)
                .setTargetAudience("https://a.example")
                .build();
        wrapped.refresh();
        assertEquals(0, cloud.calls().calls().size());
      }
    }
  }

  @Test
  void holdsTheCallersClockToItsOwn() throws Exception {
    try (GcpCloud cloud = GcpCloud.open(Setup.inMemory(directory, TimeSource.system()))) {
      ServiceAccountCredentials credentials = Clients.of(cloud, true).credentials();
      String access = credentials.refreshAccessToken().getTokenValue();
      cloud.setTokenClock(InstantSource.offset(InstantSource.system(), Duration.ofHours(2)));
      assertEquals(Optional.empty(), cloud.tokens().holder(access));
      IOException refused = assertThrows(IOException.class, credentials::refreshAccessToken);
      assertTrue(refused.getMessage().contains("invalid_grant"), refused.getMessage());
      assertTrue(refused.getMessage().contains("iat and exp"), refused.getMessage());
    }
  }
}
