/**
 * Samples, contigs, and where each segment was placed.
 *
 * <p>The metadata of format 3 (AGC format, section 4.3); b is the archive's pack cardinality, batch
 * j holds samples j·b … j·b + b − 1, and number is the variable-length integer of {@link
 * io.github.agc4j.collection.CatalogInteger}:
 *
 * <pre>
 * collection-samples  := frame( number(samples) (name 00)* )
 * collection-contigs  := per batch: frame( number(samples) sample* )
 *   sample            := number(contigs) (codedName 00)*             codedName: see NameCoder
 * collection-details  := per batch: (number(raw size) number(frame size)){5} frame{5}
 *   frame 0           := number(samples) (number(contigs) number(segments)*)*
 *   frame 1           := number(group)*                              one per segment of the batch
 *   frame 2           := number(coded in-group id)*                  see InGroupIds
 *   frame 3           := number(coded length)*                       against segment size + k
 *   frame 4           := number(orientation)*
 * </pre>
 */
package io.github.agc4j.collection;
