/**
 * Create and append: batches, workers, back-pressure; the only threads.
 *
 * <p>Sample by sample: {@link io.github.agc4j.internal.write.input.InputReader} reads ahead as far
 * as the budget allows; the workers cut and classify contigs and encode what joins a known group
 * ({@link io.github.agc4j.internal.write.ContigCutting}, shared among them by {@link
 * io.github.agc4j.internal.write.ContigSharing}); one thread registers the sample ({@link
 * io.github.agc4j.internal.write.Registration}); the workers store it and compress what is complete
 * straight into the output ({@link io.github.agc4j.internal.write.SampleStorage}). What goes where
 * is decided against frozen state, in an order that does not depend on timing, so the archive's
 * bytes do not depend on the number of threads.
 */
package io.github.agc4j.internal.write;
