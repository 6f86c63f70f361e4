/**
 * An order of genomes in which each is like one before it: what is new in it is then little, and
 * its deltas are short.
 *
 * <p>Genomes are compared by sketches, the smallest hashes of their k-mers (Broder 1997; Ondov et
 * al. 2016, "Mash"): the share of hashes that two have in common, of the smallest ones of both,
 * estimates that of their k-mers. {@link io.github.agc4j.internal.write.order.GenomeOrder} reads
 * all files once for that.
 */
package io.github.agc4j.internal.write.order;
