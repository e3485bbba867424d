package dev.portolan.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.deploy.driver.Provider;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProviderRealmTest {
  private static final ClassLoader PLUGIN = ProviderRealmTest.class.getClassLoader();

  @Test
  void deployPackagesAreShared() throws Exception {
    try (ProviderRealm realm = ProviderRealm.of("north", List.of(), PLUGIN)) {
      assertSame(Provider.class, realm.loadClass(Provider.class.getName()));
    }
  }

  @Test
  void nothingElseOfThePluginIsSeen() throws Exception {
    try (ProviderRealm realm = ProviderRealm.of("north", List.of(), PLUGIN)) {
      assertThrows(
          ClassNotFoundException.class, () -> realm.loadClass("org.junit.jupiter.api.Test"));
      assertThrows(ClassNotFoundException.class, () -> realm.loadClass(Console.class.getName()));
      assertEquals(null, realm.getResource("META-INF/maven/plugin.xml"));
    }
  }

  @Test
  void twoProvidersShareNoLibrary() throws Exception {
    Path library = Path.of(Test.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (ProviderRealm north = ProviderRealm.of("north", List.of(library), PLUGIN);
        ProviderRealm south = ProviderRealm.of("south", List.of(library), PLUGIN)) {
      String name = "org.junit.jupiter.api.Assertions";
      assertNotSame(north.loadClass(name), south.loadClass(name));
      assertSame(north, north.loadClass(name).getClassLoader());
    }
  }

  @Test
  void itsWorkSeesItAsTheContextClassLoader() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (ProviderRealm realm = ProviderRealm.of("north", List.of(), PLUGIN)) {
      assertSame(realm, realm.call(() -> Thread.currentThread().getContextClassLoader()));
      assertThrows(
          IllegalStateException.class,
          () ->
              realm.call(
                  () -> {
                    throw new IllegalStateException();
                  }));
    }
    assertSame(before, Thread.currentThread().getContextClassLoader());
  }
}
