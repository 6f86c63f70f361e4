package io.github.agc4j.info;

/**
 * What reading took so far: counts that do not depend on the machine.
 *
 * @param parts references and packs that were decompressed, each time that they were
 * @param bytes that were decompressed of them
 * @param symbols of segments that were given
 * @param batches of metadata that were decoded, each time that they were
 */
public record DecodedWork(long parts, long bytes, long symbols, long batches) {
  /** Both together. */
  public DecodedWork plus(DecodedWork other) {
    return new DecodedWork(
        parts + other.parts, bytes + other.bytes, symbols + other.symbols, batches + other.batches);
  }
}
