package dev.portolan.sandbox.azure.local;

import dev.portolan.sandbox.azure.plane.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a site's host and its functions write, in a file of the site. */
final class SiteLog {
  private final World world;
  private final String site;
  private final Path file;

  SiteLog(World world, String site) {
    this.world = world;
    this.site = site;
    this.file = world.directory().resolve("logs").resolve(site + ".log");
  }

  synchronized void line(String line) {
    world.heard().accept(site, line);
    String stamped = world.time().now() + " " + line + "\n";
    try {
      Files.createDirectories(file.getParent());
      Files.write(
          file,
          stamped.getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      world.log().accept("cannot write to " + file + ": " + e.getMessage());
    }
  }
}
