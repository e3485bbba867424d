package dev.portolan.sandbox.azure.scm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.token.Bearer;
import dev.portolan.sandbox.azure.token.Tokens;
import dev.portolan.sandbox.azure.web.Web;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmRefusal;
import dev.portolan.sandbox.azure.wire.Caller;
import dev.portolan.sandbox.azure.wire.Hidden;
import dev.portolan.sandbox.azure.wire.Ids;
import dev.portolan.sandbox.azure.wire.Ledger;
import dev.portolan.sandbox.azure.wire.Whims;
import java.util.List;
import java.util.Optional;

/**
 * Publishing sites: Kudu, as far as One Deploy of Flex Consumption needs it. A package is taken
 * with 202 and the id of its deployment; what became of it stands in the body of that, whatever the
 * status says.
 *
 * <p>azure-dev, {@code cli/azd/pkg/azsdk/funcapp_host_client.go}; azure-functions-core-tools,
 * {@code PublishFunctionAppAction.cs}
 */
public final class PublishingSites {
  private static final String SERVICE = "scm";
  private static final String DEPLOYMENTS = "/api/deployments";

  private final Ledger ledger;
  private final BlobStore store;
  private final CallGate gate;
  private final Tokens tokens;
  private final Deployments deployments;
  private final Whims whims;

  public PublishingSites(
      Ledger ledger,
      BlobStore store,
      CallGate gate,
      Tokens tokens,
      Deployments deployments,
      Whims whims) {
    this.ledger = ledger;
    this.store = store;
    this.gate = gate;
    this.tokens = tokens;
    this.deployments = deployments;
    this.whims = whims;
  }

  /** Answers one request to the publishing site of a site. */
  public WireResponse handle(String site, WireRequest request) throws ConnectionLostException {
    String path = request.path().replaceFirst("/$", "");
    String operation = operation(request.method(), path);
    if (Web.named(ledger.read(false), site).isEmpty()) {
      return ScmError.NO_SITE.response();
    }
    if (!isLetIn(request)) {
      return ScmError.UNAUTHORIZED.response();
    }
    if (operation.isEmpty()) {
      return ScmError.NO_CALL.response(request.method() + " " + request.path());
    }
    boolean publishes = operation.equals("Publish");
    return gate.pass(
        new CallGate.Arrival(
            SERVICE,
            operation,
            publishes ? Access.MUTATION : Access.READ,
            "/" + site + request.path()),
        stale -> publishes ? publish(site, request) : look(site, path, request, stale),
        PublishingSites::worded);
  }

  private static String operation(String method, String path) {
    if (method.equals("POST") && path.equals("/api/publish")) {
      return "Publish";
    }
    if (method.equals("GET") && path.equals(DEPLOYMENTS)) {
      return "ListDeployments";
    }
    boolean one = method.equals("GET") && path.matches(DEPLOYMENTS + "/[^/]+");
    return one ? "GetDeployment" : "";
  }

  private boolean isLetIn(WireRequest request) {
    Optional<String> token = Bearer.of(request);
    try {
      return token.isPresent()
          && Bearer.manager(tokens, request).principal().equals(Caller.DEPLOYER);
    } catch (ArmRefusal refusal) {
      return false;
    }
  }

  private boolean isUp(ObjectNode tree, String site) {
    return !whims.isUnavailable()
        && Web.named(tree, site)
            .filter(each -> Hidden.isDue(each, Web.PUBLISHING, ledger.now()))
            .isPresent();
  }

  private WireResponse publish(String site, WireRequest request) {
    if (!request.headers().first("Content-Type").orElse("").startsWith("application/zip")) {
      return ScmError.NOT_A_ZIP.response();
    }
    Package found = Package.of(request.body());
    return ledger.change(
        (tree, now) -> {
          if (!isUp(tree, site)) {
            return ScmError.UNAVAILABLE.response();
          }
          if (Deployments.running(tree, site).isPresent()) {
            return ScmError.IN_PROGRESS.response();
          }
          if (whims.losesPackage()) {
            return Answers.json(202, TextNode.valueOf(Ids.uuid()));
          }
          ObjectNode blob =
              tree.objectNode()
                  .put("blob", store.put(request.body()))
                  .put("size", request.body().length)
                  .put("type", "application/zip");
          blob.putObject("metadata");
          ObjectNode begun = deployments.begin(tree, now, site, blob, found);
          return Answers.json(202, TextNode.valueOf(begun.path("id").asText()));
        });
  }

  private WireResponse look(String site, String path, WireRequest request, boolean stale) {
    ObjectNode tree = ledger.read(stale);
    if (!isUp(tree, site)) {
      return ScmError.UNAVAILABLE.response();
    }
    String host = request.headers().first("Host").orElse(site);
    List<ObjectNode> all =
        Deployments.of(tree, site).stream().filter(each -> !Deployments.isForgotten(each)).toList();
    if (path.equals(DEPLOYMENTS)) {
      return Answers.ok(
          tree.arrayNode().addAll(all.stream().map(each -> Deployments.told(each, host)).toList()));
    }
    String id = path.substring(DEPLOYMENTS.length() + 1);
    Optional<ObjectNode> one =
        all.stream()
            .filter(each -> id.equals("latest") || each.path("id").asText().equals(id))
            .findFirst();
    if (one.isEmpty() || whims.hidesDeployment()) {
      return ScmError.NO_DEPLOYMENT.response(id);
    }
    boolean complete = one.get().path("complete").asBoolean();
    return Answers.json(complete ? 200 : 202, Deployments.told(one.get(), host));
  }

  private static WireResponse worded(Fault fault) {
    return switch (fault.kind()) {
      case THROTTLE -> ScmError.TOO_MANY.response().with("Retry-After", "1");
      case IN_PROGRESS -> ScmError.IN_PROGRESS.response();
      case EXPIRED_CREDENTIALS -> ScmError.UNAUTHORIZED.response();
      default ->
          fault.amount() == 503 ? ScmError.UNAVAILABLE.response() : ScmError.INTERNAL.response();
    };
  }
}
