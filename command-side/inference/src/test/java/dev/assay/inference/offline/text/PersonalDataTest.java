package dev.assay.inference.offline.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Write to ann.lee+x@mail.example.org.        | e-mail address           | ann.lee+x@mail.example.org
          Paid from DE89 3704 0044 0532 0130 00 today | bank account (IBAN)      | DE89 3704 0044 0532 0130 00
          Card 4111 1111 1111 1111 was used           | payment card number      | 4111 1111 1111 1111
          His number is 078-05-1120.                  | social security number   | 078-05-1120
          NI number QQ 12 34 56 C or AB 12 34 56 C    | national insurance number | AB 12 34 56 C
          DNI 12345678Z                               | national identity number | 12345678Z
          Call +49 151 2345 6789 now                  | phone number             | +49 151 2345 6789
          tel: 020 7946 0958                          | phone number             | tel: 020 7946 0958
          She was born on 3 May 1984 in Graz          | date of birth            | born on 3 May 1984
          The patient Tobias Lind was seen            | name of a private person | Tobias Lind
          patient number 77-20418 is his              | identity document        | patient number 77-20418
          """)
  void shouldFind(String text, String kind, String quote) {
    assertThat(PersonalData.in(text))
        .anySatisfy(
            found -> {
              assertThat(found.kind()).isEqualTo(kind);
              assertThat(found.quote()).isEqualTo(quote);
              assertThat(text.substring(found.start(), found.end())).isEqualTo(quote);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Between 09:12 and 09:59, 1,840 of 2,300 attempts failed (80 %).",
        "Paid from DE89 3704 0044 0532 0130 01 today",
        "Order 4111 1111 1111 1112 was shipped",
        "The factory opened on 3 May 1984.",
        "Version 10.2.3 of article 2026-07 costs EUR 1,200,000.",
        "The customer Nordwind Logistics complained.",
        "ISO 27001 and batch HH-2508 to HH-2512"
      })
  void shouldNotTakeOtherFiguresForPersonalData(String text) {
    assertThat(PersonalData.in(text)).isEmpty();
  }
}
