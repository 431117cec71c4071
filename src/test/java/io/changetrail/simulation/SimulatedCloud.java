package io.changetrail.simulation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.changetrail.simulation.Tokens.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A simulated IAM, ECS and RMS on one loopback port, under {@code /iam}, {@code /ecs} and {@code /rms}. It answers as a
 * recorded Nova does and as OTC documents RMS, always for its clock's now, from a {@link World} that holds past and future.
 */
public final class SimulatedCloud implements AutoCloseable {

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.idleInterval", "3600");
    }

    private static final Logger log = LoggerFactory.getLogger(SimulatedCloud.class);
    private static final Login MEMBER = new Login(
            "changetrail", "simulated-password", "5f1e0c1d2b3a49d8a7c6b5e4f3021a9c", List.of("reader", "member"));
    private static final Login ADMIN = new Login(
            "cloud-admin",
            "simulated-password",
            "6fb3e5bf069a410c8328a2c8216bc0ed",
            List.of("admin", "reader", "member"));

    private final World world;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SimulationSettings settings = new SimulationSettings();
    private final Faults faults = new Faults();
    private final Served served = new Served();
    private final Tokens tokens;
    private final Clock clock;
    private final Gateway gateway;
    private final BadTries logins = new BadTries();
    private final Map<String, Arrivals> arrivals =
            Map.of("iam", new Arrivals(), "ecs", new Arrivals(), "rms", new Arrivals());

    private SimulatedCloud(int port, World world, Clock clock) throws IOException {
        this.world = world;
        this.clock = clock;
        this.tokens = new Tokens(clock, settings, world.seed());
        this.gateway = new Gateway(world, tokens, MEMBER);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        serve("iam", new IdentityApi(world, tokens, logins, List.of(MEMBER, ADMIN))::answer);
        serve("ecs", new ComputeApi(world, tokens, clock, settings)::answer);
        serve("rms", new HistoryApi(world, tokens, clock, settings)::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** @param port 0 for any free one */
    public static SimulatedCloud start(int port, World world, Clock clock) {
        try {
            return new SimulatedCloud(port, world, clock);
        } catch (IOException unavailable) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, unavailable);
        }
    }

    World world() {
        return world;
    }

    public SimulationSettings settings() {
        return settings;
    }

    public Faults faults() {
        return faults;
    }

    public Served served() {
        return served;
    }

    /** Every record version of the world, past and future, with the times in which a member could see it. */
    public List<Offer> offers() {
        return Offers.of(world, settings);
    }

    /** How often a call was made; kinds as in {@link Call#kind()}. */
    public int served(String call) {
        return served.calls(call);
    }

    /** Every token issued so far is refused from now on, as after a change of password. */
    public void revokeTokens() {
        tokens.revokeAll();
    }

    /** The access keys that it knows. */
    public Signatures signatures() {
        return gateway.signatures();
    }

    /** What IAM counts of logins with a password. */
    public BadTries logins() {
        return logins;
    }

    /** When calls of {@code iam}, {@code ecs} or {@code rms} came; questions for versions are not among them. */
    public Arrivals arrivals(String service) {
        return Objects.requireNonNull(arrivals.get(service));
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Where a service is: {@code iam}, {@code ecs} or {@code rms}. */
    public String endpoint(String service) {
        return "http://127.0.0.1:" + port() + "/" + service;
    }

    /** The environment that makes changetrail watch this cloud, as a member of every project. */
    public Map<String, String> environment() {
        return environment(MEMBER);
    }

    /** The same with an access key instead of a login; the cloud knows it once {@link #signatures} are told. */
    public Map<String, String> signingEnvironment(String accessKey, String secretKey) {
        var environment = new LinkedHashMap<>(environment());
        environment.keySet().removeIf(key -> key.startsWith("CHANGETRAIL_CLOUD_CREDENTIALS_"));
        environment.put("CHANGETRAIL_CLOUD_CREDENTIALS_ACCESS_KEY", accessKey);
        environment.put("CHANGETRAIL_CLOUD_CREDENTIALS_SECRET_KEY", secretKey);
        return environment;
    }

    /** The same with an administrator's login, who sees tracebacks and every project's servers. */
    public Map<String, String> adminEnvironment() {
        return environment(ADMIN);
    }

    @Override
    public void close() {
        faults.release();
        server.stop(0);
        threads.shutdownNow();
    }

    private Map<String, String> environment(Login account) {
        var environment = new LinkedHashMap<String, String>();
        environment.put("CHANGETRAIL_CLOUD_REGION", world.regionId());
        environment.put("CHANGETRAIL_CLOUD_DOMAIN_ID", world.domainId());
        environment.put(
                "CHANGETRAIL_CLOUD_PROJECT_IDS",
                world.projects().stream().map(World.Project::id).collect(Collectors.joining(",")));
        environment.put("CHANGETRAIL_CLOUD_IAM_ENDPOINT", endpoint("iam"));
        environment.put("CHANGETRAIL_CLOUD_ECS_ENDPOINT", endpoint("ecs"));
        environment.put("CHANGETRAIL_CLOUD_RMS_ENDPOINT", endpoint("rms"));
        environment.put("CHANGETRAIL_CLOUD_CREDENTIALS_USERNAME", account.name());
        environment.put("CHANGETRAIL_CLOUD_CREDENTIALS_PASSWORD", account.password());
        environment.put("CHANGETRAIL_CLOUD_CREDENTIALS_USER_DOMAIN_NAME", world.domainName());
        return environment;
    }

    private void serve(String service, Function<Call, Reply> api) {
        server.createContext("/" + service, exchange -> handle(service, exchange, api));
    }

    private void handle(String service, HttpExchange exchange, Function<Call, Reply> api) throws IOException {
        var guarded = !CallKinds.kind(
                        service, exchange.getRequestURI().getPath().substring(service.length() + 1))
                .equals("versions");
        try (exchange) {
            if (guarded) {
                arrivals(service).came();
            }
            var call = Call.of(service, exchange);
            served.count(call);
            send(exchange, faults.answer(call, () -> gateway.answer(exchange, call, api)));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            log.error("the simulated {} failed on {}", service, exchange.getRequestURI(), bug);
            send(exchange, Reply.of(500, "text/plain", "the simulation itself failed: " + bug));
        } finally {
            if (guarded) {
                arrivals(service).left();
            }
        }
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        reply.headers().forEach(header -> exchange.getResponseHeaders().add(header.name(), header.value()));
        served.add(reply.evidence(), clock.instant());
        var bodiless = reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : reply.body().length);
        if (!bodiless) {
            exchange.getResponseBody().write(reply.body(), 0, reply.sent());
            exchange.getResponseBody().flush();
        }
    }

    /**
     * Starts a simulated cloud alone and prints the environment that makes changetrail watch it:
     *
     * <pre>{@code
     * ./mvnw -q spring-boot:test-run -Dspring-boot.run.main-class=io.changetrail.simulation.SimulatedCloud \
     *     -Dspring-boot.run.arguments="--port=18080 --seed=1"
     * }</pre>
     *
     * Further arguments: {@code --world=typical} (calm, typical, busy, degraded, hostile, or awkward for one server
     * of each {@link AwkwardTruth}), {@code --servers=20},
     * {@code --projects=2}, {@code --days=2} of past; the past begins at midnight UTC, so a restart on the same day serves the
     * same world.
     */
    public static void main(String[] args) {
        SimulatedCloudCommand.run(args);
    }
}
