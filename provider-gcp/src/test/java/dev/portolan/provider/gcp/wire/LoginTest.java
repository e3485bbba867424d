package dev.portolan.provider.gcp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which project the calls of a person count for. */
class LoginTest {
  @TempDir private Path directory;

  private String counted(String more) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("user.json"),
            """
            {"type":"authorized_user","client_id":"1","client_secret":"2","refresh_token":"3"%s}
            """
                .formatted(more));
    JdkTransport transport = JdkTransport.over(HttpClient.newHttpClient());
    Login login = Login.open(Optional.of(file), transport).countedFor("shop-1");
    return login.credentials().getQuotaProjectId();
  }

  @Test
  @DisplayName("The one that is deployed into, where the credentials name none")
  void ours() throws IOException {
    assertEquals("shop-1", counted(""));
  }

  @Test
  @DisplayName("The one that the credentials name")
  void named() throws IOException {
    assertEquals("acme-1", counted(",\"quota_project_id\":\"acme-1\""));
  }
}
