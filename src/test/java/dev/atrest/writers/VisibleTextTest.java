package dev.atrest.writers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {

    @Test
    void ordinaryTextStaysAsItIs() {
        String text = "Größe: 3 %, Αθήνα, Москва, 東京 🔑\n\tnext";
        assertThat(VisibleText.of(text)).isSameAs(text);
    }

    @Test
    void controlCharactersBecomePictures() {
        assertThat(VisibleText.of("a\u0000\u001b[31m\r\u007f\u009b")).isEqualTo("a␀␛[31m␍[U+007F][U+009B]");
    }

    @Test
    void charactersThatTurnTheDirectionAreShownAndNotObeyed() {
        assertThat(VisibleText.of("invoice\u202Egnp.exe\u200b")).isEqualTo("invoice[U+202E]gnp.exe[U+200B]");
    }

    @Test
    void loneSurrogatesAreShown() {
        assertThat(VisibleText.of("x\ud83d")).isEqualTo("x[U+D83D]");
        assertThat(VisibleText.wellFormed("x\ud83dy🔑")).isEqualTo("x\ufffdy🔑");
    }

    @Test
    void whatAFontLacksIsItsCode() {
        assertThat(VisibleText.of("a東🔑", codePoint -> codePoint < 128)).isEqualTo("a[U+6771][U+1F511]");
        assertThat(VisibleText.of("a\u0007\nb", codePoint -> codePoint < 128)).isEqualTo("a[U+0007]\nb");
    }
}
