/**
 * What the tests share: a budget that must be empty at the end, golden cases, random collections.
 */
package io.github.agc4j.testing;
