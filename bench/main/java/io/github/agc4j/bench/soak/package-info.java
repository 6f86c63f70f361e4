/**
 * Hours of everything at once: archives are created, extended, read and damaged at random, writers
 * are interrupted and killed, and after each step the archive must hold what it should. A seed
 * makes a run repeatable but for the moments of kills and interrupts.
 */
package io.github.agc4j.bench.soak;
