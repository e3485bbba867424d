package dev.portolan.provider.gcp.wire;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.json.JsonHttpContent;
import com.google.api.client.json.GenericJson;
import com.google.api.client.json.JsonObjectParser;
import com.google.api.client.json.gson.GsonFactory;
import java.io.IOException;

/** Calls to an API of which we use too little for a client of its own. */
public record JsonCalls(HttpRequestFactory requests, String endpoint) {

  /** What is at a path, which begins with a slash. */
  public GenericJson get(String path) throws IOException {
    return answer(requests.buildGetRequest(new GenericUrl(endpoint + path)));
  }

  /** Makes something. */
  public GenericJson post(String path, Object body) throws IOException {
    return answer(
        requests.buildPostRequest(
            new GenericUrl(endpoint + path),
            new JsonHttpContent(GsonFactory.getDefaultInstance(), body)));
  }

  /** Puts something in place of what is there. */
  public GenericJson put(String path, Object body) throws IOException {
    return answer(
        requests.buildPutRequest(
            new GenericUrl(endpoint + path),
            new JsonHttpContent(GsonFactory.getDefaultInstance(), body)));
  }

  private static GenericJson answer(HttpRequest request) throws IOException {
    request.setParser(new JsonObjectParser(GsonFactory.getDefaultInstance()));
    return request.execute().parseAs(GenericJson.class);
  }
}
