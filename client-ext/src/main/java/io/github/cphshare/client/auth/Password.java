package io.github.cphshare.client.auth;

import io.github.cphshare.client.internal.Redaction;

/** A password, and how it is kept out of what others say. */
record Password(String value) {
    String hiddenIn(String text) {
        return Redaction.hide(text, value);
    }

    @Override
    public String toString() {
        return "***";
    }
}
