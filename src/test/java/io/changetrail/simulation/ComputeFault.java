package io.changetrail.simulation;

/** A refusal in Nova's form: one key that names the fault, holding code and message. */
final class ComputeFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String key;

    private ComputeFault(int status, String key, String message) {
        super(message);
        this.status = status;
        this.key = key;
    }

    static ComputeFault badRequest(String message) {
        return new ComputeFault(400, "badRequest", message);
    }

    static ComputeFault forbidden(String message) {
        return new ComputeFault(403, "forbidden", message);
    }

    static ComputeFault policy(String rule) {
        return forbidden("Policy doesn't allow os_compute_api:" + rule + " to be performed.");
    }

    static ComputeFault noServer(String id) {
        return new ComputeFault(404, "itemNotFound", "Instance " + id + " could not be found.");
    }

    static ComputeFault noAction(String requestId) {
        return new ComputeFault(404, "itemNotFound", "Action " + requestId + " not found");
    }

    static ComputeFault notAcceptable(Microversion version, int ceiling) {
        return new ComputeFault(
                406,
                "computeFault",
                "Version " + version + " is not supported by the API. Minimum is 2.1 and maximum is 2." + ceiling
                        + ".");
    }

    static ComputeFault unexpected(String exception) {
        return new ComputeFault(
                500,
                "computeFault",
                "Unexpected API Error. Please report this at http://bugs.launchpad.net/nova/"
                        + " and attach the Nova API log if possible.\n<class '" + exception + "'>");
    }

    Reply reply() {
        var body = PythonJson.object();
        body.putObject(key).put("code", status).put("message", getMessage());
        return Reply.of(status, "application/json; charset=UTF-8", PythonJson.write(body));
    }
}
