/** Mutated inputs, and what must hold of whatever comes of them. */
package io.github.agc4j.fuzz;
