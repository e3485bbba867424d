package dev.portolan.sandbox.aws.front;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteMatchTest {
  private static final ArrayNode ROUTES = JsonNodeFactory.instance.arrayNode();

  static {
    for (String key :
        List.of(
            "$default",
            "ANY /pets/{proxy+}",
            "GET /pets/dog/1",
            "GET /pets/dog/{id}",
            "ANY /pets/dog/{id}",
            "GET /",
            "POST /{any+}")) {
      ROUTES.addObject().put("routeKey", key);
    }
  }

  // the order of AWS's own example: "Routing API requests" in the API Gateway developer guide
  @ParameterizedTest
  @CsvSource({
    "GET, /pets/dog/1, GET /pets/dog/1, {}",
    "GET, /pets/dog/2, GET /pets/dog/{id}, {id=2}",
    "PUT, /pets/dog/a%20b, ANY /pets/dog/{id}, {id=a b}",
    "GET, /pets/cat/1, ANY /pets/{proxy+}, {proxy=cat/1}",
    "GET, /pets, $default, {}",
    "GET, /pets/, $default, {}",
    "GET, /, GET /, {}",
    "POST, /x/y, POST /{any+}, {any=x/y}",
    "POST, /, $default, {}",
    "GET, /other, $default, {}"
  })
  void theMostSpecificRouteWins(String method, String path, String key, String parameters) {
    RouteMatch match = RouteMatch.find(ROUTES, method, path).orElseThrow();
    assertEquals(key, match.route().path("routeKey").asText());
    assertEquals(parameters, match.parameters().toString());
  }
}
