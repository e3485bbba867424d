package dev.portolan.images.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Collects a body of a few bytes and stops reading one of many: what is asked for fails, and of an
 * error's text the beginning is enough.
 */
public final class SmallBody implements HttpResponse.BodySubscriber<byte[]> {
  private static final int MOST_OF_ERRORS = 1 << 16;

  private final int most;
  private final boolean cut;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private Flow.Subscription subscription;

  private SmallBody(int most, boolean cut) {
    this.most = most;
    this.cut = cut;
  }

  /** Answers of at most so many bytes; errors are cut off. */
  public static HttpResponse.BodyHandler<byte[]> of(int most) {
    return info ->
        info.statusCode() / 100 == 2
            ? new SmallBody(most, false)
            : new SmallBody(MOST_OF_ERRORS, true);
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription all) {
    subscription = all;
    all.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      byte[] some = new byte[Math.min(part.remaining(), most - bytes.size())];
      part.get(some);
      bytes.writeBytes(some);
      if (part.hasRemaining()) {
        subscription.cancel();
        end();
        return;
      }
    }
  }

  private void end() {
    if (cut) {
      body.complete(bytes.toByteArray());
    } else {
      body.completeExceptionally(new IOException("the answer is larger than " + most + " bytes"));
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(bytes.toByteArray());
  }
}
