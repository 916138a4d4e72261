package dev.assay.inference.offline.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InternalConsistencyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Revenue rose by 40 % from EUR 120 million to EUR 150 million.                 | +25.0 %
          The number fell from 54 to 46, a drop of 25 %.                                | -14.8 %
          Costs rose from EUR 900 to EUR 700 in May.                                    | goes down
          Losses fell from 3 to 5 in a week.                                            | goes up
          In all, 312 of 1,200 customers (36 %) complained.                             | 26.0 %
          The check noticed 60 of 50 letters.                                           | cannot be part
          It employs a total of 47 people: 20 in Lyon, 15 in Graz and 11 in Turku.      | add up to 46
          From 09:12 to 09:59 the shop was closed for 57 minutes.                       | 47 minutes
          The trial ran from 3 May 2026 to 1 April 2026.                                | lies before
          It happened on Monday, 4 March 2026.                                          | Wednesday
          47 customers were affected. Later in the text: 52 customers were affected.    | elsewhere
          The outage lasted 47 minutes. In truth the outage lasted 3 hours.             | elsewhere
          """)
  void shouldFindTheContradiction(String text, String note) {
    assertThat(InternalConsistency.contradictions(text.strip().replace("Later in the text: ", "")))
        .anySatisfy(found -> assertThat(found.note()).contains(note));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Revenue rose by 25 % from EUR 120 million to EUR 150 million.",
        "The share rose from 40 % to 50 %, up 10 percentage points.",
        "The number fell from 54 to 46, a drop of 15 %.",
        "Mean sleep rose from 300 minutes to 330 minutes, an increase of 10 % (95 % confidence interval 4 to 16).",
        "In all, 312 of 1,200 customers (26 %) complained.",
        "The kettles were sold in 310 shops of three chains.",
        "It employs a total of 46 people: 20 in Lyon, 15 in Graz and 11 in Turku.",
        "A total of 47 people came, including: 20 from Lyon and 15 from Graz.",
        "From 23:40 to 00:27 the shop was closed for 47 minutes.",
        "It happened on Wednesday, 4 March 2026, from 3 May 2026 to 4 May 2026.",
        "At first 47 customers were affected. By 10:00 52 customers were affected.",
        "The disks were enlarged from 1.8 to 2.4 terabytes at 10:38.",
        "Bookings from 8 July 2026 until 1 September 2026 cost 10 %."
      })
  void shouldLetAgreeingFiguresBe(String text) {
    assertThat(InternalConsistency.contradictions(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"47,true", "46,false"})
  void shouldAddUpListsAndReportHeads(int total, boolean agrees) {
    String text =
        """
        Started: 4 March 2026, 09:12
        Resolved: 4 March 2026, 09:59
        Duration: %d minutes

        - North: 12
        - South: 35
        - Total: %d
        """
            .formatted(total, total);

    assertThat(InternalConsistency.contradictions(text)).hasSize(agrees ? 0 : 1);
    assertThat(InternalConsistency.contradictions(text.replace("Duration: 46", "Duration: 90")))
        .hasSize(agrees ? 0 : 2);
  }
}
