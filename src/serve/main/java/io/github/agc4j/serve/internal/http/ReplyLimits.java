package io.github.agc4j.serve.internal.http;

/**
 * What one reply may take.
 *
 * @param bytes of its content
 * @param seconds to be made and sent, however slow who asked is
 */
public record ReplyLimits(long bytes, int seconds) {}
