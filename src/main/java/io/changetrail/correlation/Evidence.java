package io.changetrail.correlation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One reason for or against a link; its sentence is put together when it is asked for, since most candidates are dropped. */
@JsonPropertyOrder({"rule", "bits", "text"})
public final class Evidence {

    private final String rule;
    private final double bits;
    private final Object text;

    /** @param text what prints as the sentence */
    Evidence(String rule, double bits, Object text) {
        this.rule = rule;
        this.bits = bits;
        this.text = text;
    }

    @JsonCreator
    static Evidence of(
            @JsonProperty("rule") String rule, @JsonProperty("bits") double bits, @JsonProperty("text") String text) {
        return new Evidence(rule, bits, text);
    }

    /** The same, whose sentence need not be put together again. */
    Evidence told() {
        return new Evidence(rule, bits, text());
    }

    /** Stable name of the rule, such as {@code effect} or {@code updated}. */
    @JsonProperty
    public String rule() {
        return rule;
    }

    /** log2 of how much likelier the observation is if the request caused the change; negative speaks against it. */
    @JsonProperty
    public double bits() {
        return bits;
    }

    /** A sentence that a person can check against the two records. */
    @JsonProperty
    public String text() {
        return text.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Evidence evidence
                && rule.equals(evidence.rule)
                && Double.compare(bits, evidence.bits) == 0
                && text().equals(evidence.text());
    }

    @Override
    public int hashCode() {
        return Objects.hash(rule, bits, text());
    }

    @Override
    public String toString() {
        return "Evidence[rule=" + rule + ", bits=" + bits + ", text=" + text + "]";
    }
}
