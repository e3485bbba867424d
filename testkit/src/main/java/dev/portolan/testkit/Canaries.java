package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Secrets that are easily recognised, searched for in every spelling. */
final class Canaries {
  private Canaries() {}

  /** A secret with characters that every encoding changes. */
  static String canary(String name) {
    return "Canary/" + name + "\"+&%ä=" + Integer.toHexString(name.hashCode()) + "\\end";
  }

  /** Fails if a text holds one of the secrets, as it is or encoded. */
  static void assertNone(String text, Collection<String> secrets) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String secret : secrets) {
      for (String form : forms(secret)) {
        assertFalse(
            lower.contains(form.toLowerCase(Locale.ROOT)),
            () -> "a secret is told, as " + form + ":\n" + text);
      }
    }
  }

  /** A zip's entries, and those of the zips within it, as one text that keeps every byte. */
  static String contents(Path zip) throws IOException {
    StringBuilder text = new StringBuilder();
    try (InputStream in = Files.newInputStream(zip)) {
      append(in, text);
    }
    return text.toString();
  }

  private static void append(InputStream in, StringBuilder text) throws IOException {
    ZipInputStream entries = new ZipInputStream(in);
    for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
      text.append(entry.getName()).append('\n');
      byte[] bytes = entries.readAllBytes();
      text.append(new String(bytes, StandardCharsets.ISO_8859_1));
      text.append(new String(bytes, StandardCharsets.UTF_8));
      if (entry.getName().endsWith(".jar")) {
        append(new java.io.ByteArrayInputStream(bytes), text);
      }
    }
  }

  private static List<String> forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
    return List.of(
        secret,
        json,
        json.replace("/", "\\/"),
        URLEncoder.encode(secret, StandardCharsets.UTF_8),
        Base64.getEncoder().withoutPadding().encodeToString(bytes),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
        HexFormat.of().formatHex(bytes));
  }
}
