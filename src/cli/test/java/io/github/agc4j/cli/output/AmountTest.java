package io.github.agc4j.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.00 kB",
    "9994, 9.99 kB",
    "9995, 10.0 kB",
    "99949, 99.9 kB",
    "99950, 100 kB",
    "999499, 999 kB",
    "999500, 1.00 MB",
    "3940000000, 3.94 GB",
    "9223372036854775807, 9.22 EB"
  })
  void bytesHaveThreeDigits(long bytes, String shown) {
    assertEquals(shown, Amount.bytes(bytes));
  }

  @Test
  void timesAreReadAtOneLook() {
    assertEquals("0.0 s", Amount.time(0));
    assertEquals("59.9 s", Amount.time(59.94));
    assertEquals("1:00", Amount.time(60));
    assertEquals("59:59", Amount.time(3599.2));
    assertEquals("1:00:01", Amount.time(3601));
  }

  @Test
  void ratiosHaveNoDigitsThatTellNothing() {
    assertEquals("21.2x", Amount.ratio(83.5, 3.94));
    assertEquals("3x", Amount.ratio(6, 2));
    assertEquals("200x", Amount.ratio(400, 2));
    assertEquals("0.5x", Amount.ratio(1, 2));
    assertEquals("0x", Amount.ratio(1, 0));
  }

  @Test
  void countsHaveThousands() {
    assertEquals("619,750", Amount.count(619_750));
  }
}
