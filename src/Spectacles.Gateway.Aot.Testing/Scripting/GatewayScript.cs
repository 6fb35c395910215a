namespace Spectacles.Gateway.Testing;

/// <summary>How the gateway departs from its usual behaviour. Each setting holds for every connection from the moment that it is set.</summary>
public sealed class GatewayScript
{
    private readonly RefusalBudget identifies = new();
    private readonly RefusalBudget resumes = new();
    private readonly RefusalBudget calls = new();
    private readonly ResumeTroubles troubles;
    private volatile RestRefusal restRefusal = new(503, null);

    internal GatewayScript(TimeProvider clock) => troubles = new ResumeTroubles(clock);

    /// <summary>How long HELLO is held back on a new connection, by the gateway's clock.</summary>
    public TimeSpan HelloDelay { get; set; }

    /// <summary>Whether new connections get op 7 in place of HELLO, as Discord does when a server is about to stop.</summary>
    public bool ReconnectInsteadOfHello { get; set; }

    /// <summary>Whether heartbeats are received but not acknowledged: what a zombie connection looks like to the client.</summary>
    public bool WithholdHeartbeatAcks { get; set; }

    /// <summary>Whether the address in READY's <c>resume_gateway_url</c> answers 503, so that a client has to go back to the main one.</summary>
    public bool ResumeAddressDown { get; set; }

    /// <summary>The largest web socket frame in bytes: a longer message is cut into several frames. Zero means that none is cut.</summary>
    public int BytesPerFrame { get; set; }

    /// <summary>The largest web socket message in bytes under zlib-stream: a longer gateway message spans several. Zero means that none does.</summary>
    public int BytesPerMessage { get; set; }

    internal RestRefusal RestRefusal => restRefusal;

    /// <summary>Answers the next identifies with op 9 <c>false</c>, as Discord does when it cannot start a session.</summary>
    public void RefuseIdentifies(int count) => identifies.Add(count);

    /// <summary>Answers the next resumes with op 9 <c>false</c> and forgets their sessions.</summary>
    public void RefuseResumes(int count) => resumes.Add(count);

    /// <summary>Meets every RESUME with something else for a time, as a server in trouble does; the sessions live on and can be resumed afterwards.</summary>
    /// <param name="time">How long, by the gateway's clock.</param>
    /// <param name="refusal">What meets them.</param>
    /// <param name="session">The session whose RESUMEs are refused; null for every session.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public void RefuseResumesFor(TimeSpan time, ResumeRefusal refusal, SimulatedSession? session = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(refusal);
        troubles.Add(session, time, refusal);
    }

    /// <summary>Answers the next REST calls with an error.</summary>
    /// <param name="count">How many calls.</param>
    /// <param name="status">The HTTP status, such as 429 or 502.</param>
    /// <param name="retryAfter">What the <c>Retry-After</c> header says; null leaves it out.</param>
    public void RefuseRestCalls(int count, int status, TimeSpan? retryAfter = null)
    {
        restRefusal = new RestRefusal(status, retryAfter);
        calls.Add(count);
    }

    internal bool RefusesIdentify() => identifies.TryTake();

    internal bool RefusesResume() => resumes.TryTake();

    /// <summary>What meets a RESUME of this session now; null when it is answered.</summary>
    internal ResumeRefusal? TroubleWith(SimulatedSession session) => troubles.Of(session);

    internal bool RefusesRestCall() => calls.TryTake();
}
