package dev.portolan.sandbox.gcp.firestore;

import com.google.firestore.admin.v1.CreateDatabaseMetadata;
import com.google.firestore.admin.v1.CreateDatabaseRequest;
import com.google.firestore.admin.v1.Database;
import com.google.firestore.admin.v1.FirestoreAdminProto;
import com.google.firestore.admin.v1.GetDatabaseRequest;
import com.google.firestore.v1.FirestoreProto;
import com.google.longrunning.Operation;
import com.google.protobuf.Any;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.Ids;
import dev.portolan.sandbox.gcp.wire.Project;
import dev.portolan.sandbox.gcp.wire.Rpcs;
import dev.portolan.sandbox.gcp.wire.Service;

/** Firestore in native mode: its databases, and reads and writes of single documents. */
public final class Firestore implements Service {
  private final Rpcs rpcs =
      Documents.on(
          Rpcs.of(
                  Rpcs.service(FirestoreAdminProto.getDescriptor(), "FirestoreAdmin"),
                  Rpcs.service(FirestoreProto.getDescriptor(), "Firestore"))
              .on("GetDatabase", GetDatabaseRequest.getDefaultInstance(), Firestore::get)
              .on("CreateDatabase", CreateDatabaseRequest.getDefaultInstance(), Firestore::create));

  @Override
  public String host() {
    return "firestore.googleapis.com";
  }

  @Override
  public Rpcs rpcs() {
    return rpcs;
  }

  private static Database get(GetDatabaseRequest request, Call call) {
    return Databases.KIND
        .find(call.tree(), request.getName())
        .orElseThrow(
            () ->
                FirestoreError.NO_DATABASE.refusal(
                    request.getName().substring(request.getName().lastIndexOf('/') + 1),
                    Project.ID));
  }

  /** Makes a database, at once. */
  private static Operation create(CreateDatabaseRequest request, Call call) {
    String name = Databases.name(request.getDatabaseId());
    if (Databases.KIND.has(call.tree(), name)) {
      throw FirestoreError.DATABASE_EXISTS.refusal();
    }
    Database made =
        Databases.of(request.getDatabaseId(), request.getDatabase().getLocationId(), call.now())
            .setType(request.getDatabase().getType())
            .build();
    Databases.KIND.put(call.tree(), name, made);
    return Operation.newBuilder()
        .setName(name + "/operations/" + Ids.hex(20))
        .setDone(true)
        .setMetadata(Any.pack(CreateDatabaseMetadata.getDefaultInstance()))
        .setResponse(Any.pack(made))
        .build();
  }
}
