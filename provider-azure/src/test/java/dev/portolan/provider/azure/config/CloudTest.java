package dev.portolan.provider.azure.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may be shown a token, cloud by cloud. */
class CloudTest {
  @ParameterizedTest
  @CsvSource({
    "https://management.azure.com, PUBLIC",
    "https://MANAGEMENT.azure.com:443/, PUBLIC",
    "https://westeurope.management.azure.com, PUBLIC",
    "https://management.chinacloudapi.cn, CHINA",
    "https://management.usgovcloudapi.net, US_GOVERNMENT",
    "http://127.0.0.1:9, LOCAL",
    "https://localhost:9, LOCAL"
  })
  @DisplayName("A cloud is known by its Resource Manager")
  void known(URI endpoint, Cloud cloud) {
    assertEquals(Optional.of(cloud), Cloud.at(endpoint));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://management.azure.com",
        "https://management.azure.com:8443",
        "https://management.azure.com@example.com",
        "https://management.azure.com.example.com",
        "https://evilmanagement.azure.com",
        "https://127.0.0.1.example.com",
        "https://example.com"
      })
  @DisplayName("No other address is one")
  void unknown(URI endpoint) {
    assertEquals(Optional.empty(), Cloud.at(endpoint));
  }

  @ParameterizedTest
  @CsvSource({
    "PUBLIC, https://s.scm.azurewebsites.net, https://a.blob.core.windows.net/",
    "PUBLIC, https://s-1.scm.westeurope-01.azurewebsites.net, https://a.z1.blob.storage.azure.net",
    "CHINA, https://s.scm.chinacloudsites.cn, https://a.blob.core.chinacloudapi.cn/",
    "US_GOVERNMENT, https://s.scm.azurewebsites.us, https://a.blob.core.usgovcloudapi.net/",
    "LOCAL, http://127.0.0.1:9, http://127.0.0.1:9/a"
  })
  @DisplayName("Sites and accounts of a cloud are its own")
  void own(Cloud cloud, URI publishing, URI blobs) {
    assertTrue(cloud.publishes(publishing));
    assertTrue(cloud.serves(publishing));
    assertTrue(cloud.stores(blobs));
    assertFalse(cloud.stores(URI.create("https://example.com/")));
  }

  @ParameterizedTest
  @CsvSource({
    "PUBLIC, https://a1b.blob.core.windows.net/, a1b.blob.core.windows.net",
    "PUBLIC, https://a1b.z01.blob.storage.azure.net/, a1b.z01.blob.storage.azure.net",
    "PUBLIC, https://other.blob.core.windows.net/,",
    "PUBLIC, https://a1b.privatelink.blob.core.windows.net/,",
    "PUBLIC, https://a1b.blob.core.chinacloudapi.cn/,",
    "PUBLIC, https://a1b.blob.core.windows.net.example.com/,",
    "PUBLIC, https://a1b.blob.core.windows.net/b,",
    "PUBLIC, http://a1b.blob.core.windows.net/,",
    "PUBLIC, http://127.0.0.1:9/a1b/,",
    "PUBLIC, ':',",
    "PUBLIC, '',",
    "CHINA, https://a1b.blob.core.chinacloudapi.cn/, a1b.blob.core.chinacloudapi.cn",
    "US_GOVERNMENT, https://a1b.blob.core.usgovcloudapi.net, a1b.blob.core.usgovcloudapi.net",
    "LOCAL, https://a1b.blob.core.windows.net/, a1b.blob.core.windows.net",
    "LOCAL, http://127.0.0.1:9/a1b/, a1b.blob.core.windows.net",
    "LOCAL, '',"
  })
  @DisplayName("Functions are sent to an account's own host, and to no other")
  void hosts(Cloud cloud, String told, String host) {
    assertEquals(Optional.ofNullable(host), cloud.blobs("a1b", told));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://s.scm.azurewebsites.net",
        "https://s.scm.azurewebsites.net:8443",
        "https://s.azurewebsites.net",
        "https://s.scm.azurewebsites.net.example.com",
        "https://azurewebsites.net",
        "https://s.scm.azurewebsites.us",
        "https://management.azure.com",
        "http://127.0.0.1:9"
      })
  @DisplayName("What is not a publishing address of the public cloud is none to it")
  void strange(URI address) {
    assertFalse(Cloud.PUBLIC.publishes(address));
    assertFalse(Cloud.PUBLIC.stores(address));
  }
}
