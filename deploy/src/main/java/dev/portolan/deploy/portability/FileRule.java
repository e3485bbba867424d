package dev.portolan.deploy.portability;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds files that are written elsewhere than in the one place where every platform lets them be:
 * below {@code /tmp}. Only where the path, or its beginning, is constant in the same class; one
 * that is handed in, or read from somewhere, is not seen.
 */
final class FileRule {
  static final String NAME = "file-write";

  private static final String TEMPORARY = "/tmp";
  private static final String OPTION = "java.nio.file.StandardOpenOption.";

  private static final String HINT =
      "write below /tmp what may be lost after the answer, with Files.createTempFile; keep what"
          + " shall stay in a store, or in a record that is answered";

  private static final List<String> OF_PATH =
      List.of(
          "write",
          "writeString",
          "newOutputStream",
          "newBufferedWriter",
          "createFile",
          "createDirectory",
          "createDirectories",
          "createSymbolicLink",
          "createLink",
          "delete",
          "deleteIfExists",
          "setAttribute",
          "setPosixFilePermissions",
          "setLastModifiedTime");
  private static final List<String> OF_FILE =
      List.of("mkdir", "mkdirs", "createNewFile", "delete", "deleteOnExit", "renameTo");
  private static final Map<String, Integer> CREATED =
      Map.of(
          "java.io.FileOutputStream", 0,
          "java.io.FileWriter", 0,
          "java.io.PrintWriter", 0,
          "java.io.PrintStream", 0,
          "java.util.Formatter", 0,
          "java.util.logging.FileHandler", 0);

  /** Kotlin's own, which are functions of the path; without what its compiler adds. */
  private static final Set<String> OF_KOTLIN =
      Set.of(
          "writeText",
          "writeBytes",
          "appendText",
          "appendBytes",
          "deleteRecursively",
          "createParentDirectories");

  /** With one of these a channel is opened to be written to. */
  private static final Set<String> WRITING =
      Set.of("WRITE", "APPEND", "CREATE", "CREATE_NEW", "TRUNCATE_EXISTING", "DELETE_ON_CLOSE");

  private FileRule() {}

  static List<Finding> find(Seen seen) {
    List<Finding> findings = new ArrayList<>();
    for (Code.Method method : seen.reached()) {
      for (int i = 0; i < method.calls().size(); i++) {
        Code.Call call = method.calls().get(i);
        written(call, method.calls().subList(0, i + 1))
            .filter(path -> !isTemporary(path) && !mayBeTemporary(path))
            .map(
                path ->
                    Finding.at(
                        NAME,
                        seen.at(method, call.line()),
                        "writes '" + path + "', outside /tmp",
                        HINT,
                        seen.targets()))
            .ifPresent(findings::add);
      }
    }
    return findings;
  }

  /**
   * The path that a call writes to, as far as it is known.
   *
   * @param until the calls of its method up to this one
   */
  private static Optional<String> written(Code.Call call, List<Code.Call> until) {
    List<Optional<String>> arguments = call.arguments();
    if (arguments.isEmpty()) {
      return Optional.empty();
    }
    boolean ofPath =
        call.descriptor().startsWith("(Ljava/lang/String;")
            || call.descriptor().startsWith("(Ljava/io/File;");
    if (CREATED.containsKey(call.owner()) && call.name().equals("<init>") && ofPath) {
      return arguments.get(0);
    }
    if (call.is("java.io.RandomAccessFile", "<init>")) {
      boolean reads = arguments.get(1).filter("r"::equals).isPresent();
      return reads ? Optional.empty() : arguments.get(0);
    }
    if (call.owner().equals("java.io.File") && OF_FILE.contains(call.name())) {
      return arguments.get(0);
    }
    if (isKotlins(call)) {
      boolean copies = call.name().startsWith("copy");
      return arguments.get(copies && arguments.size() > 1 ? 1 : 0);
    }
    if (opens(call)) {
      return writes(until) ? arguments.get(0) : Optional.empty();
    }
    if (call.owner().equals("java.nio.file.Files")) {
      boolean below =
          List.of("createTempFile", "createTempDirectory").contains(call.name())
              && call.descriptor().startsWith("(Ljava/nio/file/Path;");
      if (OF_PATH.contains(call.name()) || below) {
        return arguments.get(0);
      }
      if (List.of("copy", "move").contains(call.name())
          && !call.descriptor().contains("OutputStream")) {
        return arguments.get(1);
      }
    }
    return Optional.empty();
  }

  private static boolean isKotlins(Code.Call call) {
    String name = call.name().replace("$default", "");
    return (call.owner().equals("kotlin.io.FilesKt")
            || call.owner().equals("kotlin.io.path.PathsKt"))
        && (OF_KOTLIN.contains(name) || Set.of("copyTo", "copyRecursively").contains(name));
  }

  private static boolean opens(Code.Call call) {
    return call.is("java.nio.channels.FileChannel", "open")
        || call.is("java.nio.channels.AsynchronousFileChannel", "open")
        || call.is("java.nio.file.Files", "newByteChannel");
  }

  /**
   * How the last of these calls opens a channel, as far as its method says: by the options that are
   * named since the last call that was handed some, be it through {@code Set.of}. One that says
   * nothing only reads.
   */
  private static boolean writes(List<Code.Call> until) {
    for (int i = until.size() - 1; i >= 0; i--) {
      Code.Call call = until.get(i);
      if (i < until.size() - 1 && (opens(call) || takesOptions(call))) {
        return false;
      }
      if (call.constants().stream().anyMatch(FileRule::isWriting)) {
        return true;
      }
    }
    return false;
  }

  private static boolean takesOptions(Code.Call call) {
    return call.descriptor().substring(0, call.descriptor().indexOf(')')).contains("OpenOption;");
  }

  private static boolean isWriting(String constant) {
    return constant.startsWith(OPTION) && WRITING.contains(constant.substring(OPTION.length()));
  }

  /** One of which only the beginning is known, and that says too little. */
  private static boolean mayBeTemporary(String path) {
    if (!path.endsWith("…") || path.contains("/../")) {
      return path.equals("/");
    }
    String beginning = path.substring(0, path.length() - 1).replaceAll("/+", "/");
    return TEMPORARY.startsWith(beginning) || beginning.startsWith(TEMPORARY);
  }

  private static boolean isTemporary(String path) {
    String tidy = path.replaceAll("/+", "/");
    return !tidy.contains("/../")
        && (tidy.equals(TEMPORARY) || tidy.startsWith(TEMPORARY + "/") || tidy.startsWith("/dev/"));
  }
}
