package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** A role as it is, with our inline policy if it has it. */
record SeenRole(
    Optional<JsonNode> trust,
    Optional<JsonNode> permissions,
    Optional<String> boundary,
    Map<String, String> tags) {}
