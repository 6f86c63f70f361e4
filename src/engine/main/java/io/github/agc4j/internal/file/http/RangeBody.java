package io.github.agc4j.internal.file.http;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Takes a body as it comes to where it belongs; one that is longer is refused. */
final class RangeBody implements BodySubscriber<ByteBuffer> {
  private static final int SHORT = 64 << 10;

  private final CompletableFuture<ByteBuffer> whole = new CompletableFuture<>();
  private final ByteBuffer target;
  private final Runnable progress;
  private Flow.Subscription subscription;

  /**
   * A body for {@code target}.
   *
   * @param progress told whenever some of it has come
   */
  RangeBody(ByteBuffer target, Runnable progress) {
    this.target = target;
    this.progress = progress;
  }

  /**
   * A body that nobody wants: read if it is short, since the connection is of use after it,
   * otherwise not.
   */
  static BodySubscriber<ByteBuffer> unwanted(long length) {
    return length >= 0 && length <= SHORT
        ? HttpResponse.BodySubscribers.replacing(null)
        : new RangeBody(null, () -> {});
  }

  @Override
  public CompletionStage<ByteBuffer> getBody() {
    return whole;
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription begun) {
    subscription = begun;
    if (target == null || whole.isDone()) {
      begun.cancel();
      whole.complete(null);
    } else {
      begun.request(Long.MAX_VALUE);
    }
  }

  /** Nothing is written to the target any more once this returns. */
  synchronized void abandon() {
    whole.cancel(false);
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> pieces) {
    for (ByteBuffer piece : pieces) {
      if (whole.isDone()) {
        return;
      }
      if (piece.remaining() > target.remaining()) {
        subscription.cancel();
        whole.completeExceptionally(
            new UnwantedException("the server gives more bytes than it was asked for"));
        return;
      }
      target.put(piece);
    }
    progress.run();
  }

  @Override
  public void onError(Throwable cause) {
    whole.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    whole.complete(target);
  }
}
