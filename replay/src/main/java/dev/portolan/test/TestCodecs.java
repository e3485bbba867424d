package dev.portolan.test;

import dev.portolan.deploy.describe.Configured;
import java.util.List;
import java.util.Optional;

/** The codec that a test is told to use; else it is the one on its class path, as in a build. */
final class TestCodecs {
  private static final String PROPERTY = "portolan.codec";

  private TestCodecs() {}

  /** The one that is named to Maven, on its command line or to Surefire. */
  static Configured configured() {
    Optional<String> chosen =
        Optional.ofNullable(System.getProperty(PROPERTY)).filter(name -> !name.isBlank());
    return new Configured(
        List.of(), chosen.map(name -> new Configured.Codec(name, "-D" + PROPERTY)));
  }
}
