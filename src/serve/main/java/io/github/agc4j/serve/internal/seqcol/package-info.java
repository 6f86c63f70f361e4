/**
 * Samples as sequence collections: what the specification GA4GH Sequence Collections 1.0 says. A
 * collection is told by the digest that its names and sequences have; samples that are equal are
 * one collection.
 */
package io.github.agc4j.serve.internal.seqcol;
