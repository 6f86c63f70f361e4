/**
 * Create and extract: batches, workers, back-pressure; the only threads.
 *
 * <p>Entry points: {@link io.github.agc4j.engine.AgcWriter} and {@link
 * io.github.agc4j.engine.AgcReader}. Writing, sample by sample: {@link
 * io.github.agc4j.engine.input.InputReader} reads ahead as far as the budget allows; the workers
 * cut and classify contigs and encode what joins a known group ({@link
 * io.github.agc4j.engine.Placement}); one thread registers the sample ({@link
 * io.github.agc4j.engine.Registration}); the workers store it and compress what is complete
 * straight into the output ({@link io.github.agc4j.engine.Storing}). What goes where is decided
 * against frozen state, in an order that does not depend on timing, so the archive's bytes do not
 * depend on the number of threads.
 */
package io.github.agc4j.engine;
