package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.sandbox.azure.AzureCloud;
import dev.portolan.sandbox.azure.Setup;
import dev.portolan.testkit.SampleProject;
import dev.portolan.testkit.VirtualTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way in: azure-identity itself, over sockets. */
class LoginTest {
  @TempDir private Path directory;

  @Test
  @DisplayName("The machine's identity is asked where the settings say, and its token is taken")
  void managed() throws IOException {
    VirtualTime time = VirtualTime.start();
    try (AzureCloud cloud = AzureCloud.open(Setup.inMemory(directory, time).withSocket());
        Portolan portolan =
            Portolan.open(
                new AzureProvider(),
                Settings.of(cloud.settings()),
                Portolan.Options.standard().withTime(time))) {
      assertEquals(List.of(), portolan.find(SampleProject.OWNER));
      assertEquals(1, cloud.calls().calls().size(), () -> cloud.calls().calls().toString());
    }
  }
}
