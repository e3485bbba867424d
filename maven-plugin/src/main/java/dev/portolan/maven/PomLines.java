package dev.portolan.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The lines on which a pom says something: properties, and what is configured for one plugin. Maven
 * keeps the place of a plugin's configuration as a whole, not of the keys within.
 */
final class PomLines {
  private static final String CONFIGURATION = "configuration.";
  private static final String PROPERTIES = "properties.";

  private final Map<String, Integer> lines = new HashMap<>();
  private final Deque<String> path = new ArrayDeque<>();
  private final String artifactId;

  /** What the plugin element being read configures; known to be ours at its end. */
  private final Map<String, Integer> pending = new HashMap<>();

  private boolean ours;

  private PomLines(String artifactId) {
    this.artifactId = artifactId;
  }

  static PomLines read(Path pom, String artifactId) {
    PomLines lines = new PomLines(artifactId);
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = Files.newInputStream(pom)) {
      lines.scan(factory.createXMLStreamReader(in));
    } catch (IOException | XMLStreamException ignored) {
      // Maven read this file before us; a message without its line is better than none.
      lines.lines.clear();
    }
    return lines;
  }

  /** Where a key of the plugin's configuration stands: {@code functions.hello.memory}. */
  Optional<Integer> configuration(String key) {
    return Optional.ofNullable(lines.get(CONFIGURATION + key));
  }

  Optional<Integer> property(String name) {
    return Optional.ofNullable(lines.get(PROPERTIES + name));
  }

  private void scan(XMLStreamReader xml) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          path.addLast(xml.getLocalName());
          text.setLength(0);
          started(xml.getLocation().getLineNumber());
        }
        case XMLStreamConstants.CHARACTERS -> text.append(xml.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          ended(text.toString().trim());
          path.removeLast();
        }
        default -> {}
      }
    }
  }

  private void started(int line) {
    List<String> names = new ArrayList<>(path);
    int plugin = names.lastIndexOf("plugin");
    int configuration = names.indexOf("configuration");
    if (plugin >= 0 && configuration > plugin && configuration < names.size() - 1) {
      String key = String.join(".", names.subList(configuration + 1, names.size()));
      pending.putIfAbsent(CONFIGURATION + key, line);
    } else if (names.size() > 2 && names.get(names.size() - 2).equals("properties")) {
      lines.putIfAbsent(PROPERTIES + path.getLast(), line);
    }
  }

  private void ended(String text) {
    List<String> names = new ArrayList<>(path);
    int last = names.size() - 1;
    if (last > 0 && names.get(last).equals("artifactId") && names.get(last - 1).equals("plugin")) {
      ours = text.equals(artifactId);
    }
    if (names.get(last).equals("plugin") && !names.contains("configuration")) {
      if (ours) {
        pending.forEach(lines::putIfAbsent);
      }
      pending.clear();
      ours = false;
    }
  }
}
