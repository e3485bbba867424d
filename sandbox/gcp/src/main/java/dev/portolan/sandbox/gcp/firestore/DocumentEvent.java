package dev.portolan.sandbox.gcp.firestore;

import com.google.firestore.v1.Document;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.portolan.sandbox.gcp.eventarc.DirectEvent;
import dev.portolan.sandbox.gcp.wire.Project;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The events of a change of a document: the one of what happened, and the one of anything.
 *
 * <p>{@code DocumentEventData} has the document as field 1, what it was before as 2, and the paths
 * that changed as 3; its documents are numbered as those of the API.
 *
 * @see <a
 *     href="https://github.com/googleapis/google-cloudevents/blob/main/proto/google/events/cloud/firestore/v1/data.proto">
 *     data.proto</a>
 */
final class DocumentEvent {
  private static final String TYPE = "google.cloud.firestore.document.v1.";

  private DocumentEvent() {}

  static List<DirectEvent> of(Optional<Document> before, Optional<Document> after, Instant now) {
    String what = after.isEmpty() ? "deleted" : before.isEmpty() ? "created" : "updated";
    ByteString data = data(before, after);
    String name = after.or(() -> before).orElseThrow().getName();
    return Stream.of(what, "written").map(each -> event(each, name, data, now)).toList();
  }

  private static DirectEvent event(String what, String name, ByteString data, Instant now) {
    String[] parts = name.split("/", 6);
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("type", TYPE + what);
    attributes.put(
        "source", "//firestore.googleapis.com/projects/" + Project.ID + "/databases/" + parts[3]);
    attributes.put("subject", "documents/" + parts[5]);
    attributes.put("time", now.toString());
    attributes.put("project", Project.ID);
    attributes.put("database", parts[3]);
    attributes.put("namespace", "(default)");
    attributes.put("document", parts[5]);
    return new DirectEvent(attributes, "application/protobuf", data);
  }

  private static ByteString data(Optional<Document> before, Optional<Document> after) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      if (after.isPresent()) {
        out.writeMessage(1, after.get());
      }
      if (before.isPresent()) {
        out.writeMessage(2, before.get());
      }
      if (before.isPresent() && after.isPresent()) {
        out.writeByteArray(3, mask(before.get(), after.get()));
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteString.copyFrom(bytes.toByteArray());
  }

  private static byte[] mask(Document before, Document after) throws IOException {
    SortedSet<String> changed = new TreeSet<>(before.getFieldsMap().keySet());
    changed.addAll(after.getFieldsMap().keySet());
    changed.removeIf(
        name ->
            before.containsFields(name)
                && before.getFieldsOrThrow(name).equals(after.getFieldsMap().get(name)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    for (String name : changed) {
      out.writeString(1, name);
    }
    out.flush();
    return bytes.toByteArray();
  }
}
