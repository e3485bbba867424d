package dev.portolan.sandbox.gcp.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The file by which Google's clients prove who they are; its token endpoint is the sandbox's. */
public final class KeyFile {
  private KeyFile() {}

  /** Writes it so that only its owner can read it. */
  public static void write(Path file, Keys keys, String email, String project, String tokenUri)
      throws IOException {
    ObjectNode json = Jwt.JSON.createObjectNode();
    json.put("type", "service_account")
        .put("project_id", project)
        .put("private_key_id", "sandbox")
        .put("private_key", keys.pem())
        .put("client_email", email)
        .put("client_id", "100000000000000000001")
        .put("auth_uri", tokenUri.replace("/token", "/auth"))
        .put("token_uri", tokenUri);
    Files.deleteIfExists(file);
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(file, attributes);
    Files.write(file, Jwt.JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
  }
}
