package dev.portolan.sandbox.images.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;

/** A request that the registry refuses. Source of codes: OCI distribution specification 1.1. */
final class RegistryRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  RegistryRefusal(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static RegistryRefusal blobUnknown() {
    return new RegistryRefusal(404, "BLOB_UNKNOWN", "blob unknown to registry");
  }

  static RegistryRefusal uploadUnknown() {
    return new RegistryRefusal(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
  }

  static RegistryRefusal digestInvalid() {
    return new RegistryRefusal(
        400, "DIGEST_INVALID", "provided digest did not match uploaded content");
  }

  static RegistryRefusal manifestUnknown() {
    return new RegistryRefusal(404, "MANIFEST_UNKNOWN", "manifest unknown");
  }

  static RegistryRefusal nameUnknown() {
    return new RegistryRefusal(404, "NAME_UNKNOWN", "repository name not known to registry");
  }

  WireResponse response() {
    return response(status, code, getMessage());
  }

  static WireResponse response(int status, String code, String message) {
    ObjectNode json = Json.object();
    json.putArray("errors").addObject().put("code", code).put("message", message);
    return WireResponse.of(status, "application/json", json.toString());
  }
}
