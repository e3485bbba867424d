package dev.portolan.deploy.portability;

import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.packaging.ClassPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.objectweb.asm.Opcodes;

/** Finds machine code: loaded by what is reached, or lying in a jar. */
final class NativeRule {
  static final String NAME = "native-code";

  private static final String HINT =
      "use a library of Java alone; or see that it holds machine code for Linux on each processor"
          + " that the project is deployed to, and accept it";

  private NativeRule() {}

  /** Of a jar the name is that of its artifact, which stays the same in other versions. */
  static List<Finding> find(Seen seen, ClassPath classPath, String artifact) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (Code.Method method : seen.reached()) {
      if (method.has(Opcodes.ACC_NATIVE)) {
        findings.add(finding(seen, seen.at(method, 0), "is native"));
      }
      for (Code.Call call : method.calls()) {
        if (call.is("java.lang.System", "load", "loadLibrary")
            || call.is("java.lang.Runtime", "load", "loadLibrary")) {
          Place place = seen.at(method, call.line());
          findings.add(finding(seen, place, "loads a native library with " + call.name()));
        }
      }
    }
    jar(seen, artifact, classPath.application(), findings);
    for (Library library : classPath.libraries()) {
      jar(seen, library.artifactId(), library.file(), findings);
    }
    return findings;
  }

  private static void jar(Seen seen, String artifact, Path jar, List<Finding> findings)
      throws IOException {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      List<String> found =
          file.stream().map(ZipEntry::getName).filter(NativeRule::isNative).sorted().toList();
      if (!found.isEmpty()) {
        String more = found.size() > 1 ? " and " + (found.size() - 1) + " more" : "";
        String what = "holds machine code in " + jar.getFileName() + ": " + found.get(0) + more;
        findings.add(finding(seen, Place.of(artifact), what));
      }
    }
  }

  private static boolean isNative(String entry) {
    return entry.matches(".*\\.(so|dll|dylib|jnilib)(\\.[0-9.]+)?");
  }

  private static Finding finding(Seen seen, Place place, String what) {
    return Finding.at(NAME, place, what, HINT, seen.targets());
  }
}
