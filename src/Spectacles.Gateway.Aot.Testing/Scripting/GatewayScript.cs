namespace Spectacles.Gateway.Testing;

/// <summary>Changes the behaviour of the gateway. Each setting applies to every connection from the moment it is set.</summary>
public sealed class GatewayScript
{
    private readonly RefusalBudget identifies = new();
    private readonly RefusalBudget resumes = new();
    private readonly RefusalBudget reconnects = new();
    private readonly RestFaults restFaults = new();
    private readonly ResumeRefusals refusals;
    private readonly TimeProvider time;
    private readonly Random random;

    internal GatewayScript(TimeProvider time, int seed)
    {
        (this.time, Seed) = (time, seed);
        random = new Random(seed);
        refusals = new ResumeRefusals(time);
    }

    /// <summary>
    /// The unusual but legal forms of what the gateway sends. <see cref="SimulatedGatewayOptions.Seed"/> and the number of the connection
    /// decide where each appears.
    /// </summary>
    public UnusualForms Forms { get; set; }

    /// <summary>What a session receives at its start for each of its guilds that is in an outage.</summary>
    public OutageNotice OutageNotice { get; set; }

    /// <summary>The delay of HELLO on a new connection, by the gateway's clock.</summary>
    public TimeSpan HelloDelay { get; set; }

    /// <summary>Whether new connections receive op 7 instead of HELLO, as from a Discord server that is about to stop.</summary>
    public bool ReconnectInsteadOfHello { get; set; }

    /// <summary>Whether heartbeats are received but not acknowledged. To the client this is a zombie connection.</summary>
    public bool WithholdHeartbeatAcks { get; set; }

    /// <summary>Whether READY's <c>resume_gateway_url</c> responds with 503, so that a client has to use the main URL.</summary>
    public bool ResumeAddressDown { get; set; }

    /// <summary>The largest web socket frame in bytes. Longer messages are split into several frames. Zero disables splitting.</summary>
    public int BytesPerFrame { get; set; }

    /// <summary>
    /// The largest web socket message in bytes with zlib-stream. A longer gateway message spans several. Zero disables splitting.
    /// </summary>
    public int BytesPerMessage { get; set; }

    /// <summary>
    /// The time between a REST call and its response, by the gateway's clock. The call is carried out, and its events are sent, at the
    /// beginning.
    /// </summary>
    public TimeSpan RestLatency { get; set; }

    /// <summary>The most that is added to <see cref="RestLatency"/>. Each response gets a part of it that depends on the seed.</summary>
    public TimeSpan RestLatencyJitter { get; set; }

    /// <summary>
    /// How far the clock of the REST API is ahead of the gateway's, or behind it when negative: the headers <c>Date</c> and
    /// <c>X-RateLimit-Reset</c>. <c>X-RateLimit-Reset-After</c> does not depend on it.
    /// </summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>The time of the REST API's clock.</summary>
    internal DateTimeOffset RestTime => time.GetUtcNow() + ClockOffset;

    /// <summary>Responds to the next IDENTIFYs with op 9 <c>false</c>, as Discord does when it cannot start a session.</summary>
    public void RefuseIdentifies(int count) => identifies.Add(count);

    /// <summary>Responds to the next RESUMEs with op 9 <c>false</c> and ends their sessions.</summary>
    public void RefuseResumes(int count) => resumes.Add(count);

    /// <summary>Sends op 7 directly after READY to the next sessions, as a Discord server that is about to stop.</summary>
    public void ReconnectAfterReady(int count) => reconnects.Add(count);

    /// <summary>
    /// Refuses every RESUME for some time, as an overloaded server does. The sessions are kept and can be resumed afterwards, unless the
    /// refusal ends them.
    /// </summary>
    /// <param name="duration">The duration, by the gateway's clock.</param>
    /// <param name="refusal">The response to each RESUME.</param>
    /// <param name="session">The session whose RESUMEs are refused; null for every session.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
    public void RefuseResumesFor(TimeSpan duration, ResumeRefusal refusal, SimulatedSession? session = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(refusal);
        refusals.Add(session, duration, refusal);
    }

    /// <summary>Responds to the next REST calls with an error.</summary>
    /// <param name="count">The number of calls.</param>
    /// <param name="status">The HTTP status, such as 429 or 502.</param>
    /// <param name="retryAfter">The value of the <c>Retry-After</c> header; null omits the header.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count or the time is negative, or the status is not from 400 to 599.</exception>
    public void RefuseRestCalls(int count, int status, TimeSpan? retryAfter = null) =>
        restFaults.Add(count, RestFault.Refusal(status, retryAfter), route: null);

    /// <summary>Makes the next REST calls fail, after the faults that were added before.</summary>
    /// <param name="count">The number of calls.</param>
    /// <param name="fault">The fault of each.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public void FailRestCalls(int count, RestFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        restFaults.Add(count, fault, route: null);
    }

    /// <summary>Makes the next REST calls on one route fail.</summary>
    /// <param name="count">The number of calls.</param>
    /// <param name="fault">The fault of each.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="route">The path as in Discord's OpenAPI document, such as <c>/channels/{channel_id}/messages</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    /// <exception cref="ArgumentException">Discord has no such route.</exception>
    public void FailRestCalls(int count, RestFault fault, string method, string route)
    {
        ArgumentNullException.ThrowIfNull(fault);
        restFaults.Add(count, fault, ApiDocument.V10.Route(method, route));
    }

    /// <summary>Removes the refusals and faults of REST calls that have not happened.</summary>
    public void ClearRestFaults() => restFaults.Clear();

    internal int Seed { get; }

    internal bool ReconnectsAfterReady() => reconnects.TryTake();

    internal bool RefusesIdentify() => identifies.TryTake();

    internal bool RefusesResume() => resumes.TryTake();

    /// <summary>The refusal of a RESUME of this session; null when it is accepted.</summary>
    internal ResumeRefusal? RefusalOf(SimulatedSession session) => refusals.Of(session);

    /// <summary>Takes the fault of a REST call; null for none.</summary>
    internal RestFault? TakeRestFault(ApiRoute? route) => restFaults.Take(route);

    /// <summary>Completes when the response to a REST call that arrives now is due.</summary>
    internal Task WaitForResponseAsync(CancellationToken cancellationToken)
    {
        var delay = RestLatency;
        if (RestLatencyJitter > TimeSpan.Zero)
        {
            lock (random)
            {
                delay += RestLatencyJitter * random.NextDouble();
            }
        }

        return delay > TimeSpan.Zero ? Task.Delay(delay, time, cancellationToken) : Task.CompletedTask;
    }
}
