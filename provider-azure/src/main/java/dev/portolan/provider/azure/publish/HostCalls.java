package dev.portolan.provider.azure.publish;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.BinaryData;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.provider.azure.wire.Raw;
import dev.portolan.provider.azure.wire.Wire;
import java.net.URI;

/** What is said to functions themselves: one method a call. */
public final class HostCalls {
  private static final HttpHeaderName KEY = HttpHeaderName.fromString("x-functions-key");

  private final Wire wire;
  private final Tally tally;

  public HostCalls(Wire wire, Tally tally) {
    this.wire = wire;
    this.tally = tally;
  }

  /** What a path answers, while waiting. */
  public Raw.Answer glance(URI address, String key) throws Exception {
    HttpRequest request =
        new HttpRequest(HttpMethod.GET, Raw.safe(address).toString()).setHeader(KEY, key);
    return tally.glance(() -> Raw.send(wire.open(), request));
  }

  /** What a path answers to a JSON body. */
  public Raw.Answer post(URI address, String key, byte[] body) throws Exception {
    HttpRequest request =
        new HttpRequest(HttpMethod.POST, Raw.safe(address).toString())
            .setHeader(KEY, key)
            .setHeader(HttpHeaderName.CONTENT_TYPE, "application/json")
            .setBody(BinaryData.fromBytes(body));
    return tally.mutation(() -> Raw.send(wire.open(), request));
  }
}
