package io.github.agc4j.internal.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.agc4j.internal.group.GroupTable;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmptyBudget.class)
class RegistrationTest {
  @Test
  void whatWasReadMustBeWhatIsStored(MemoryBudget budget) throws IOException {
    try (GroupTable table = new GroupTable(budget);
        Registration nothing = new Registration(List.of(), 17, true, table, budget)) {
      nothing.checkAll(0, 0);
      IOException e = assertThrows(IOException.class, () -> nothing.checkAll(1, 5));
      assertEquals("1 contigs of 5 symbols were read, but 0 of 0 stored", e.getMessage());
    }
  }
}
