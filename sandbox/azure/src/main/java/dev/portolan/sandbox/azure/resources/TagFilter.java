package dev.portolan.sandbox.azure.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.wire.Call;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two filters of lists that are used most: by a tag, by a type.
 *
 * <p>https://learn.microsoft.com/rest/api/resources/resources/list#uri-parameters
 */
record TagFilter(String tag, String value, String type) {
  private static final Pattern TAG =
      Pattern.compile("tagName eq '([^']+)'(?: and tagValue eq '([^']*)')?");
  private static final Pattern TYPE = Pattern.compile("resourceType eq '([^']+)'");

  static TagFilter of(Call call) {
    String text = call.parameter("$filter").orElse("");
    Matcher tag = TAG.matcher(text);
    if (tag.matches()) {
      return new TagFilter(tag.group(1), tag.group(2), null);
    }
    Matcher type = TYPE.matcher(text);
    if (!type.matches() && !text.isEmpty()) {
      throw ResourceError.FILTER.refusal(text);
    }
    return new TagFilter(null, null, text.isEmpty() ? null : type.group(1));
  }

  boolean takes(ObjectNode resource) {
    return (type == null || resource.path("type").asText().equalsIgnoreCase(type))
        && (tag == null
            || resource.path("tags").has(tag)
                && (value == null || resource.path("tags").path(tag).asText().equals(value)));
  }
}
