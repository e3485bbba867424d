package dev.portolan.sandbox.azure.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.identity.Rights;
import dev.portolan.sandbox.azure.token.Bearer;
import dev.portolan.sandbox.azure.token.Tokens;
import dev.portolan.sandbox.azure.wire.ArmRefusal;
import dev.portolan.sandbox.azure.wire.Caller;
import dev.portolan.sandbox.azure.wire.Ledger;
import java.net.URLConnection;
import java.time.Instant;
import java.util.Optional;

/**
 * The blob service: containers and block blobs, for those whom role assignments let in.
 *
 * <p>https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api
 */
public final class BlobService {
  private static final String SERVICE = "blob";
  private static final String DOMAIN = ".blob.core.windows.net";

  private final Ledger ledger;
  private final CallGate gate;
  private final Tokens tokens;
  private final BlobActions actions;

  public BlobService(
      Ledger ledger, BlobStore store, CallGate gate, Tokens tokens, BlobListener listener) {
    this.ledger = ledger;
    this.gate = gate;
    this.tokens = tokens;
    this.actions = new BlobActions(store, listener);
  }

  /**
   * Answers one request to an account. Its path names the container first.
   *
   * @param name of the account, or of its host
   */
  public WireResponse handle(String name, WireRequest request) throws ConnectionLostException {
    String account = name.endsWith(DOMAIN) ? name.replace(DOMAIN, "") : name;
    Optional<ObjectNode> held = Accounts.named(ledger.read(false), account);
    boolean there =
        held.filter(
                each ->
                    !each.path("properties").path("provisioningState").asText().equals("Creating"))
            .isPresent();
    if (!there) {
      // an account that is not there has no name in the DNS
      throw new ConnectionLostException(account + ": Name or service not known");
    }
    BlobCall call = BlobCall.of(account, request);
    String id = held.get().path("id").asText();
    String caller;
    try {
      caller = caller(held.get(), call);
    } catch (BlobRefusal refusal) {
      return refusal.error().response();
    }
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    return gate.pass(
        new CallGate.Arrival(
            SERVICE,
            call.operation(),
            reads ? Access.READ : Access.MUTATION,
            "/" + account + request.path()),
        stale -> answer(call, id, caller, reads, stale),
        fault -> worded(fault).response());
  }

  /**
   * Stores a blob, or removes one, past all rights; one that is not there is removed all the same.
   * Nothing where there is no such container.
   *
   * @param tree the state, which may be changed
   * @param container its id
   */
  public void happen(
      ObjectNode tree, Instant now, String container, String name, byte[] data, boolean removal) {
    if (Containers.CONTAINERS.has(tree, container)) {
      String type = Optional.ofNullable(URLConnection.guessContentTypeFromName(name)).orElse("");
      ObjectNode blob = actions.blob(tree, data, type).put("modified", now.toString());
      blob.putObject("metadata");
      if (removal) {
        ObjectNode held = Blobs.find(tree, container, name).orElse(blob);
        actions.remove(tree, now, container, name, held);
      } else {
        actions.keep(tree, now, container, name, blob);
      }
    }
  }

  private String caller(ObjectNode account, BlobCall call) {
    if (call.header("x-ms-version").isEmpty()) {
      throw BlobError.NO_VERSION.refusal();
    }
    if (call.operation().isEmpty()) {
      throw BlobError.NOT_OFFERED.refusal();
    }
    if (call.header("Authorization").startsWith("SharedKey")) {
      boolean keys = account.path("properties").path("allowSharedKeyAccess").asBoolean(true);
      throw (keys ? BlobError.ONLY_TOKENS : BlobError.NO_KEYS).refusal();
    }
    String token = Bearer.of(call.wire()).orElseThrow(BlobError.NO_TOKEN::refusal);
    try {
      Caller caller = tokens.holder(token);
      String audience = caller.audience().replaceFirst("/$", "");
      if (!audience.equals("https://storage.azure.com")
          && !audience.equals("https://" + call.account() + ".blob.core.windows.net")) {
        throw BlobError.BAD_TOKEN.refusal();
      }
      return caller.principal();
    } catch (ArmRefusal refusal) {
      throw BlobError.BAD_TOKEN.refusal();
    }
  }

  private WireResponse answer(
      BlobCall call, String account, String caller, boolean reads, boolean stale) {
    String container = Containers.id(account, call.container());
    try {
      if (reads) {
        ObjectNode tree = ledger.read(stale);
        return run(call, new BlobCall.Place(tree, ledger.now(), container), caller, true);
      }
      return ledger.change(
          (tree, now) -> run(call, new BlobCall.Place(tree, now, container), caller, false));
    } catch (BlobRefusal refusal) {
      return refusal.error().response();
    }
  }

  private WireResponse run(BlobCall call, BlobCall.Place place, String caller, boolean reads) {
    ObjectNode tree = place.tree();
    Instant now = place.now();
    boolean may =
        reads
            ? Rights.mayReadBlobs(tree, now, caller, place.container())
            : Rights.mayWriteBlobs(tree, now, caller, place.container());
    if (!may) {
      throw BlobError.MISMATCH.refusal();
    }
    return actions.run(call, place);
  }

  private static BlobError worded(Fault fault) {
    return switch (fault.kind()) {
      case THROTTLE -> BlobError.BUSY;
      case IN_PROGRESS -> BlobError.LEASED;
      case EXPIRED_CREDENTIALS -> BlobError.BAD_TOKEN;
      default -> fault.amount() == 503 ? BlobError.BUSY : BlobError.INTERNAL;
    };
  }
}
