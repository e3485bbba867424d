package dev.portolan.sandbox.knative;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.knative.kube.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The file by which a Kubernetes client finds its server; JSON, which is YAML too. */
final class Kubeconfig {
  private Kubeconfig() {}

  /** Writes it so that only its owner can read it. */
  static void write(Path file, String url, String token, String namespace) throws IOException {
    ObjectNode json = Json.object().put("apiVersion", "v1").put("kind", "Config");
    json.put("current-context", "sandbox");
    ObjectNode cluster = json.putArray("clusters").addObject().put("name", "sandbox");
    cluster.putObject("cluster").put("server", url);
    ObjectNode user = json.putArray("users").addObject().put("name", "sandbox");
    user.putObject("user").put("token", token);
    ObjectNode context = json.putArray("contexts").addObject().put("name", "sandbox");
    context
        .putObject("context")
        .put("cluster", "sandbox")
        .put("user", "sandbox")
        .put("namespace", namespace);
    Files.deleteIfExists(file);
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(file, attributes);
    Files.write(file, Json.bytes(json));
  }
}
