package io.changetrail.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** One page that shows how good the join is, scenario by scenario; it needs nothing besides itself. */
public final class EvaluationPage {

    private static final String HEAD = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Quality of the join</title>
            <style>body{font:15px/1.5 system-ui,sans-serif;max-width:76rem;margin:2rem auto;padding:0 1rem}
            pre{overflow-x:auto;background:#f6f6f4;padding:.7rem;font-size:12px}svg{background:#fff}
            li{margin:.4rem 0}.bits{display:inline-block;width:5em;text-align:right;padding-right:1em}</style>
            <h1>Quality of the join</h1>
            <p>A link is (change, request); F1 is micro over links, means over the worlds. Written by
            <code>./mvnw test -Dtest=CorrelationQualityTests</code> (other worlds: <code>-Dseeds=301-310</code>); the pages
            of the whole service by <code>./mvnw test -Psoak -Dtest=ServedQualityTests</code>.</p>
            """;
    private static final int SIDE = 260;

    private final StringBuilder page = new StringBuilder(HEAD);

    /** Figures of all joins in one scenario, and the details of ours. */
    public void scenario(String parameters, EvaluationReport report, List<World> worlds, List<Evaluation> ours) {
        page.append("<h2>").append(report.scenario()).append("</h2><p>").append(escaped(parameters));
        page.append("</p><pre>").append(escaped(report.table()));
        page.append(escaped(EvaluationReport.spread(ours))).append("</pre>");
        for (var i = 0; i < ours.size(); i++) {
            page.append("<h3>seed ").append(worlds.get(i).seed()).append("</h3>");
            page.append(plot(ours.get(i).calibration()));
            page.append("<pre>").append(escaped(EvaluationReport.details(ours.get(i))));
            page.append(escaped(ours.get(i).confusion())).append("</pre>");
        }
    }

    /** A link as a person would read it: what is said, then each reason with its bits. */
    public void story(String title, List<String> reasons) {
        page.append("<h3>").append(escaped(title)).append("</h3><ul>");
        reasons.forEach(reason -> page.append("<li>").append(escaped(reason)).append("</li>"));
        page.append("</ul>");
    }

    public void heading(String text) {
        page.append("<h2>").append(escaped(text)).append("</h2>");
    }

    public void write(Path file) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            Files.writeString(file, page + "</html>\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Share of right links over mean score; the larger a dot, the more links; on the line scores mean what they say. */
    private static String plot(Calibration calibration) {
        List<String> dots = new ArrayList<>();
        for (Calibration.Bin bin : calibration.bins()) {
            dots.add(String.format(
                    Locale.ROOT,
                    "<circle cx='%.1f' cy='%.1f' r='%.1f' fill='#2563a8'><title>%d links: said %.3f, right %.3f</title></circle>",
                    SIDE * bin.meanScore(),
                    SIDE * (1 - bin.shareRight()),
                    2 + Math.log10(bin.links()) * 1.5,
                    bin.links(),
                    bin.meanScore(),
                    bin.shareRight()));
        }
        return String.format(
                "<svg width='%1$d' height='%1$d' viewBox='-8 -8 %2$d %2$d' role='img' aria-label='reliability'>"
                        + "<rect width='%3$d' height='%3$d' fill='none' stroke='#999'/>"
                        + "<line x1='0' y1='%3$d' x2='%3$d' y2='0' stroke='#999' stroke-dasharray='4'/>%4$s</svg>",
                SIDE + 16, SIDE + 16, SIDE, String.join("", dots));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
