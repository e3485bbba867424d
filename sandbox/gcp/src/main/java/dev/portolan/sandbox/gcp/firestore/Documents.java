package dev.portolan.sandbox.gcp.firestore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.firestore.v1.CreateDocumentRequest;
import com.google.firestore.v1.DeleteDocumentRequest;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.GetDocumentRequest;
import com.google.firestore.v1.Precondition;
import com.google.firestore.v1.UpdateDocumentRequest;
import com.google.protobuf.Empty;
import dev.portolan.sandbox.gcp.eventarc.DirectEvents;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.Ids;
import dev.portolan.sandbox.gcp.wire.Kind;
import dev.portolan.sandbox.gcp.wire.Project;
import dev.portolan.sandbox.gcp.wire.Rpcs;
import dev.portolan.sandbox.gcp.wire.Times;
import java.util.List;
import java.util.Optional;

/** What can be done with documents, one at a time. */
final class Documents {
  private static final Kind<Document> KIND = new Kind<>("documents", Document.getDefaultInstance());

  private Documents() {}

  static Rpcs on(Rpcs rpcs) {
    return rpcs.on("GetDocument", GetDocumentRequest.getDefaultInstance(), Documents::get)
        .on("CreateDocument", CreateDocumentRequest.getDefaultInstance(), Documents::create)
        .on("UpdateDocument", UpdateDocumentRequest.getDefaultInstance(), Documents::update)
        .on("DeleteDocument", DeleteDocumentRequest.getDefaultInstance(), Documents::delete);
  }

  private static Document get(GetDocumentRequest request, Call call) {
    database(request.getName(), call);
    return KIND.find(call.tree(), request.getName())
        .orElseThrow(() -> FirestoreError.NO_DOCUMENT.refusal(request.getName()));
  }

  private static Document create(CreateDocumentRequest request, Call call) {
    String id = request.getDocumentId().isEmpty() ? Ids.hex(20) : request.getDocumentId();
    String name = request.getParent() + "/" + request.getCollectionId() + "/" + id;
    database(name, call);
    if (KIND.has(call.tree(), name)) {
      throw FirestoreError.EXISTS.refusal(name);
    }
    return write(name, Optional.empty(), request.getDocument(), call);
  }

  /** With a mask, only its fields change: the first words of paths are looked at. */
  private static Document update(UpdateDocumentRequest request, Call call) {
    String name = request.getDocument().getName();
    database(name, call);
    Optional<Document> before = KIND.find(call.tree(), name);
    hold(request.getCurrentDocument(), before, name);
    List<String> mask = request.getUpdateMask().getFieldPathsList();
    if (mask.isEmpty()) {
      return write(name, before, request.getDocument(), call);
    }
    Document.Builder next = before.orElse(Document.getDefaultInstance()).toBuilder();
    for (String path : mask) {
      next.removeFields(path);
      if (request.getDocument().containsFields(path)) {
        next.putFields(path, request.getDocument().getFieldsOrThrow(path));
      }
    }
    return write(name, before, next.build(), call);
  }

  private static Empty delete(DeleteDocumentRequest request, Call call) {
    database(request.getName(), call);
    Optional<Document> before = KIND.find(call.tree(), request.getName());
    hold(request.getCurrentDocument(), before, request.getName());
    if (before.isPresent()) {
      KIND.remove(call.tree(), request.getName());
      tell(call, before, Optional.empty());
    }
    return Empty.getDefaultInstance();
  }

  private static void hold(Precondition wanted, Optional<Document> before, String name) {
    if (wanted.hasUpdateTime()) {
      throw FirestoreError.PRECONDITION.refusal();
    }
    if (wanted.hasExists() && wanted.getExists() != before.isPresent()) {
      throw wanted.getExists()
          ? FirestoreError.NO_DOCUMENT.refusal(name)
          : FirestoreError.EXISTS.refusal(name);
    }
  }

  /** Writes a document; one that is as it was before "does not generate" an event. */
  private static Document write(
      String name, Optional<Document> before, Document wanted, Call call) {
    Document next =
        Document.newBuilder()
            .setName(name)
            .putAllFields(wanted.getFieldsMap())
            .setCreateTime(before.map(Document::getCreateTime).orElse(Times.of(call.now())))
            .setUpdateTime(Times.of(call.now()))
            .build();
    KIND.put(call.tree(), name, next);
    if (before.filter(each -> each.getFieldsMap().equals(next.getFieldsMap())).isEmpty()) {
      tell(call, before, Optional.of(next));
    }
    return next;
  }

  private static void tell(Call call, Optional<Document> before, Optional<Document> after) {
    ObjectNode tree = call.tree();
    DocumentEvent.of(before, after, call.now())
        .forEach(event -> DirectEvents.publish(tree, event, call.now()));
  }

  /** The database of a document that is there; refuses a path that is no document's. */
  private static void database(String document, Call call) {
    String[] parts = document.split("/");
    if (Databases.location(call.tree(), parts[3]).isEmpty()) {
      throw FirestoreError.NO_DATABASE.refusal(parts[3], Project.ID);
    }
    if (parts.length % 2 == 0) {
      throw FirestoreError.PATH.refusal(document);
    }
  }
}
