package dev.portolan.provider.azure.packing;

import static dev.portolan.provider.azure.packing.Shop.function;
import static dev.portolan.provider.azure.packing.Shop.http;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.model.Trigger.Access;
import dev.portolan.provider.azure.config.KafkaSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the packed app to what Azure's host and worker make of it. */
class AzurePackagerTest {
  /** FunctionNameValidationRegex of the host's Utility.cs. */
  private static final Pattern NAME = Pattern.compile("(?i)^[a-z][a-z0-9_\\-]{0,127}$(?<!^host$)");

  @TempDir private Path work;

  @ParameterizedTest(name = "{0} has a folder that the host takes and the worker does not")
  @ValueSource(
      strings = {"lib", "host", "shoplib", "my-lib", "portolan-probe", "a", "hello", "zz-9"})
  void folders(String name) throws IOException {
    FunctionSpec function =
        function(
            name,
            http("/x", Access.PUBLIC, "GET"),
            new Trigger.Schedule("0 2 * * *", "Europe/Berlin"));
    List<Folder> folders = Folders.of(function, 3, KafkaSettings.NONE);
    assertEquals(2, folders.size());
    for (Folder each : folders) {
      String folder = each.name();
      assertTrue(NAME.matcher(folder).find(), folder);
      assertFalse(folder.endsWith("lib"), folder);
      assertTrue(
          Folders.PROBE.toUpperCase(Locale.ROOT).compareTo(folder.toUpperCase(Locale.ROOT)) < 0,
          () -> folder + " is asked after the probe");
    }
    List<String> names = Shop.names(new Shop(work).pack(function));
    assertEquals(
        List.of("lib"),
        names.stream()
            .filter(each -> each.contains("/"))
            .map(each -> each.substring(0, each.indexOf('/')))
            .filter(each -> each.endsWith("lib"))
            .distinct()
            .toList(),
        "the worker's getLibDirectory finds one");
  }

  @Test
  @DisplayName("Requests come by one folder, which wants a key if they are not for all")
  void levels() throws IOException {
    assertEquals("anonymous", level(function("f", http("/", Access.PUBLIC, "GET"))));
    assertEquals("function", level(function("f", http("/", Access.AUTHENTICATED, "GET"))));
  }

  private static String level(FunctionSpec function) throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(Folders.of(function, 3, KafkaSettings.NONE).get(0).json());
    return json.get("bindings").get(0).get("authLevel").asText();
  }

  @Test
  @DisplayName("The application's jar is the one that was built")
  void untouched() throws IOException {
    Shop shop = new Shop(work);
    Path packed = shop.pack(function("f", http("/", Access.PUBLIC, "GET")));
    try (ZipFile zip = new ZipFile(packed.toFile());
        InputStream in = zip.getInputStream(zip.getEntry("app.jar"))) {
      assertArrayEquals(Files.readAllBytes(work.resolve("shop.jar")), in.readAllBytes());
    }
  }

  @Test
  @DisplayName("What the worker brings stays out; what it hides is told")
  void workers() throws IOException {
    Shop shop = new Shop(work);
    String microsoft = "com.microsoft.azure.functions";
    List<Library> libraries =
        List.of(
            shop.library(microsoft, "azure-functions-java-library", "3.1.0"),
            shop.library(microsoft, "azure-functions-java-core-library", "1.2.0"),
            shop.library(microsoft, "azure-functions-java-spi", "1.0.0"),
            shop.library("com.google.code.gson", "gson", "2.11.0"));
    FunctionSpec function = function("f", http("/", Access.PUBLIC, "GET"));
    List<String> names = Shop.names(shop.pack(libraries, function));
    assertTrue(
        names.stream().noneMatch(each -> each.contains("azure-functions-java")), names::toString);
    assertTrue(names.contains("lib/gson-2.11.0.jar"));
    assertEquals(
        List.of("gson 2.11.0 is hidden at Azure by the worker's own 2.9.0"),
        Clashes.notes(shop.application(libraries, function).bundle()));
    List<Library> same = List.of(shop.library("com.google.code.gson", "gson", "2.9.0"));
    assertEquals(List.of(), Clashes.notes(shop.application(same, function).bundle()));
  }
}
