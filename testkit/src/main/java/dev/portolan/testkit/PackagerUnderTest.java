package dev.portolan.testkit;

import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What a provider's test class gives the packager's contract. */
public interface PackagerUnderTest {
  /** The provider; its class has a constructor without parameters, for other processes. */
  Provider provider();

  /** Settings that packing needs; none of them leads to an account. */
  default Settings settings() {
    return Settings.none();
  }

  /** Binary name of the class that the platform calls. */
  String entryPoint();

  /** Beginnings of names of classes that must stay at home: the vendor's SDK for deployers. */
  List<String> staysAtHome();

  /** Jars that the platform itself puts beside the artifact. */
  default List<Path> platformJars() {
    return List.of();
  }

  /** The largest size of an artifact's contents that the platform takes, if it has a bound. */
  default OptionalLong unpackedLimit() {
    return OptionalLong.empty();
  }

  /** Names of an artifact's entries, in the order in which they stand. */
  default List<String> names(Path artifact) throws IOException {
    return Zips.names(artifact);
  }

  /** The jars of an artifact, by their names in it. */
  default Map<String, byte[]> jars(Path artifact) throws IOException {
    return Zips.jars(artifact);
  }
}
