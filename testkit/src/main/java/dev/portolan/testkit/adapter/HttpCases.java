package dev.portolan.testkit.adapter;

import java.util.List;

/**
 * The contract of HTTP: requests to functions, and what is answered.
 *
 * <p>Each holds on all platforms, to the byte, but for those that say {@link HttpCase#unlike}:
 * there a platform's own server may stand between, and the platform's harness says how, and who
 * says so.
 */
final class HttpCases {
  private HttpCases() {}

  static List<HttpCase.Group> groups() {
    return List.of(
        RequestCases.requests(),
        BodyCases.bodies(),
        BodyCases.charsets(),
        PathCases.paths(),
        PathCases.routed(),
        PathCases.declared(),
        ResponseCases.responses(),
        ResponseHeaderCases.headers(),
        StreamCases.streams(),
        TypedCases.documents(),
        TypedCases.values(),
        TypedCases.places(),
        ProblemCases.words(),
        ProblemCases.acceptedOfDocuments(),
        CorsCases.shared(),
        CorsCases.everybody());
  }

  static List<HttpCase> all() {
    return groups().stream().flatMap(group -> group.cases().stream()).toList();
  }
}
