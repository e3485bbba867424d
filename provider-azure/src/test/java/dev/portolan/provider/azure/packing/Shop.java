package dev.portolan.provider.azure.packing;

import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.model.Trigger.Access;
import dev.portolan.deploy.packaging.ReproducibleZip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A project to pack, and a look into what became of it. */
record Shop(Path work) {
  static FunctionSpec function(String name, Trigger... triggers) {
    return FunctionSpec.of(
        name, "com.acme.Hello", "java.lang.String", "java.lang.String", List.of(triggers));
  }

  static Trigger http(String path, Access access, String... methods) {
    return new Trigger.Http(path, List.of(methods), access);
  }

  Application application(List<Library> libraries, FunctionSpec... functions) throws IOException {
    Path jar = work.resolve("shop.jar");
    if (!Files.exists(jar)) {
      byte[] java17 = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 61};
      ReproducibleZip.create().add("com/acme/Hello.class", java17).write(jar);
    }
    Owner owner = Owner.of("com.acme", "shop", "dev");
    return Application.of(owner, List.of(functions), Bundle.of(jar, libraries));
  }

  Path pack(FunctionSpec... functions) throws IOException {
    return pack(List.of(), functions);
  }

  Path pack(List<Library> libraries, FunctionSpec... functions) throws IOException {
    return new AzurePackager(21)
        .pack(application(libraries, functions), work.resolve("out"))
        .file();
  }

  Library library(String group, String name, String version) throws IOException {
    Path jar = work.resolve(name + "-" + version + ".jar");
    ReproducibleZip.create().add(name + ".txt", new byte[] {1}).write(jar);
    return Library.of(group, name, version, jar);
  }

  static SortedMap<String, String> texts(Path zip) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    try (ZipFile file = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : file.stream().toList()) {
        try (InputStream in = file.getInputStream(entry)) {
          String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          texts.put(entry.getName(), entry.getName().endsWith(".jar") ? "" : text);
        }
      }
    }
    return texts;
  }

  static List<String> names(Path zip) throws IOException {
    return new ArrayList<>(texts(zip).keySet());
  }
}
