package dev.portolan.deploy;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Jwt;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Says which tokens cannot tell who calls as it is asked. */
final class JwtCheck {
  private JwtCheck() {}

  static List<Problem> of(List<FunctionSpec> functions) {
    List<Problem> problems = new ArrayList<>();
    for (FunctionSpec function : functions) {
      function
          .triggers(Trigger.Http.class)
          .filter(http -> http.jwt().isPresent())
          .forEach(http -> check(function.name() + ".jwtIssuer", http, http.jwt().get(), problems));
    }
    return problems;
  }

  private static void check(String where, Trigger.Http http, Jwt jwt, List<Problem> problems) {
    if (http.access() == Trigger.Access.PUBLIC) {
      problems.add(
          Problem.of(
              where,
              "the function is public, and nobody who calls it is asked for a token",
              "leave access = PUBLIC out, or jwtIssuer"));
    }
    if (jwt.issuer().isEmpty()) {
      problems.add(
          Problem.of(
              where,
              "jwtAudiences and jwtScopes say nothing without jwtIssuer",
              "name the issuer"));
    } else if (!isAddress(jwt.issuer())) {
      problems.add(
          Problem.of(
              where,
              "the keys of '" + Spelled.line(jwt.issuer()) + "' cannot be asked for safely",
              "name it by https, without query and fragment"));
    }
    if (Stream.concat(jwt.audiences().stream(), jwt.scopes().stream()).anyMatch(String::isBlank)) {
      problems.add(
          Problem.of(where, "an audience or a scope of it is blank", "leave out what is nothing"));
    }
    if (jwt.audiences().isEmpty()) {
      problems.add(
          Problem.of(
              where,
              "every token of that issuer would do, whatever it was made for",
              "name in jwtAudiences what they must be for"));
    }
  }

  private static boolean isAddress(String issuer) {
    try {
      URI uri = URI.create(issuer);
      return uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && "https".equals(uri.getScheme());
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
