using System.Globalization;
using Spectacles.Gateway.Testing;

namespace Soak.Checker;

/// <summary>All kinds of faults.</summary>
internal sealed class FaultCatalogue(SimulatedGateway gateway, BotProcess bot, SessionTracker sessions)
{
    private static readonly TimeSpan FaultDuration = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan LateHello = TimeSpan.FromSeconds(18);
    private static readonly TimeSpan StallTime = TimeSpan.FromSeconds(14);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    // Of the bot's clock. The bot discards a session after 60 s.
    private static readonly int[] RefusalSeconds = [2, 5, 15, 45];

    private GatewayScript Script => gateway.Script;

    public static FaultKind HalfOpen { get; } = new("half-open", connection => connection.Faults.FallSilent());

    /// <summary>The faults of connections, after which the bot's process continues.</summary>
    public FaultKind[] OnConnections() =>
    [
        HalfOpen,
        new("drop", connection => connection.Drop()),
        new("reset-in-frame", connection => connection.Faults.DropInFrame()),
        new("stall", connection => connection.Faults.Stall(StallTime)),
        new("missing-acks", connection => connection.Faults.WithholdHeartbeatAcks = true),
        new("corrupt-zlib", connection => connection.Faults.CorruptNextMessage()),
        new("truncated-json", connection => connection.Faults.TruncateNextMessage()),
        new("op7", connection => connection.RequestReconnect()),
        new("op7-before-hello", connection => DropDuring(connection, on => Script.ReconnectInsteadOfHello = on)),
        new("late-hello", connection => DropDuring(connection, on => Script.HelloDelay = on ? LateHello : TimeSpan.Zero)),
        new("dead-resume-url", connection => DropDuring(connection, on => Script.ResumeAddressDown = on)),
        new("op9-true", connection => connection.InvalidateSession(resumable: true)),
        new("op9-false", connection => connection.InvalidateSession(resumable: false), EndsSession: true),
        .. new[] { 1000, 1001, 1011, 1012, 4000, 4001, 4002, 4005, 4006, 4008, 4999 }.Select(code => Closing(code)),
        .. new[] { 4003, 4007, 4009 }.Select(code => Closing(code, endsSession: true)),
        new("close-without-code", connection => connection.CloseWithoutCode()),
        .. RefusalSeconds.SelectMany(Refusals),
        new("resume-and-rest-503-45s", RefuseResumeAndRest),
    ];

    /// <summary>The faults that end the bot's process.</summary>
    public FaultKind[] OnProcesses() =>
    [
        new("kill", _ => Kill()),
        new("terminate", _ => Terminate()),
        new("rest-429", _ => KillDuring(429, RetryAfter)),
        new("rest-502", _ => KillDuring(502, null)),
        .. new[] { 4004, 4010, 4011, 4012, 4013, 4014 }.Select(code => Closing(code, endsSession: true)),
    ];

    private static FaultKind Closing(int code, bool endsSession = false) =>
        new(string.Create(CultureInfo.InvariantCulture, $"close-{code}"), connection => connection.Close(code, "soak test"), endsSession);

    /// <summary>
    /// Drops the connection, and refuses RESUME for a time, in each way after which Discord's documentation allows to resume.
    /// </summary>
    private IEnumerable<FaultKind> Refusals(int seconds) =>
    [
        .. new[] { 1000, 1001, 1011, 1012, 4000, 4001, 4002, 4005, 4008 }.Select(
            code => Refusal(string.Create(CultureInfo.InvariantCulture, $"close-{code}"), seconds, ResumeRefusal.Close(code))),
        Refusal("close-without-code", seconds, ResumeRefusal.CloseWithoutCode),
        Refusal("op9-true", seconds, ResumeRefusal.InvalidSession(resumable: true)),
        Refusal("drop", seconds, ResumeRefusal.Drop),
        Refusal("silence", seconds, ResumeRefusal.Silence),
    ];

    private FaultKind Refusal(string way, int seconds, ResumeRefusal refusal) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"resume-{way}-{seconds}s"),
            connection => DropAndRefuse(connection, seconds, refusal));

    private void DropAndRefuse(SimulatedConnection connection, int seconds, ResumeRefusal refusal)
    {
        if (connection.Session is { } session)
        {
            Script.RefuseResumesFor(ScaledTime.OnGatewayClock(TimeSpan.FromSeconds(seconds)), refusal, session);
        }

        connection.Drop();
    }

    /// <summary>
    /// Refuses RESUME and the next request to the REST API, which the bot asks for a new address. Only one request is refused, because a
    /// remaining refusal would affect the next start of the bot.
    /// </summary>
    private void RefuseResumeAndRest(SimulatedConnection connection)
    {
        Script.RefuseRestCalls(1, 503, RetryAfter);
        DropAndRefuse(connection, seconds: 45, ResumeRefusal.Close(4000));
    }

    private static void DropDuring(SimulatedConnection connection, Action<bool> set)
    {
        set(true);
        connection.Drop();
        _ = EndLaterAsync(set);
    }

    private static async Task EndLaterAsync(Action<bool> set)
    {
        await Task.Delay(FaultDuration, TimeProvider.System);
        set(false);
    }

    private void KillDuring(int status, TimeSpan? retryAfter)
    {
        Script.RefuseRestCalls(2, status, retryAfter);
        Kill();
    }

    private void Kill()
    {
        sessions.RecordKill();
        bot.Kill();
    }

    private void Terminate()
    {
        sessions.NoteEnd();
        bot.Terminate();
    }
}
