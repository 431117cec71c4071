package io.changetrail.simulation;

/** A refusal in RMS's form, with the codes of OTC's error table; the messages are invented. */
final class HistoryFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    private HistoryFault(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static HistoryFault unauthorized() {
        return new HistoryFault(401, "RMS.00010079", "Authentication failed.");
    }

    static HistoryFault forbidden() {
        return new HistoryFault(403, "RMS.00010006", "No permission to access the resource.");
    }

    static HistoryFault notFound() {
        return new HistoryFault(404, "RMS.00010005", "The resource does not exist.");
    }

    static HistoryFault badLimit() {
        return new HistoryFault(400, "RMS.00010024", "Invalid limit.");
    }

    static HistoryFault badMarker() {
        return new HistoryFault(400, "RMS.00010034", "Invalid marker.");
    }

    static HistoryFault badParameter(String name) {
        return new HistoryFault(400, "RMS.00010003", "Invalid parameter " + name + ".");
    }

    static HistoryFault recorderOff() {
        return new HistoryFault(400, "RMS.00010091", "tracker-config is not enabled");
    }

    Reply reply() {
        var body = PythonJson.object();
        body.put("error_code", code).put("error_msg", getMessage());
        return Reply.of(status, Reply.JSON, body.toString());
    }
}
