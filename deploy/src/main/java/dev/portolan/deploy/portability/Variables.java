package dev.portolan.deploy.portability;

import java.util.Optional;

/** Which environment variable a call reads. */
final class Variables {
  /** What is known of the map of all of them; no constant text begins so. */
  static final String ALL = "\u0000variables";

  private Variables() {}

  static boolean isAll(String owner, String name, String descriptor) {
    return owner.equals("java.lang.System")
        && name.equals("getenv")
        && descriptor.equals("()Ljava/util/Map;");
  }

  /** Its name, where that is constant. */
  static Optional<String> read(Code.Call call) {
    boolean one = call.is("java.lang.System", "getenv") && call.arguments().size() == 1;
    boolean ofAll =
        call.is("java.util.Map", "get", "getOrDefault", "containsKey")
            && call.arguments().get(0).filter(ALL::equals).isPresent();
    return one || ofAll ? call.arguments().get(one ? 0 : 1) : Optional.empty();
  }
}
