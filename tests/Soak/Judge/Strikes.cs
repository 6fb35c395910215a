using System.Globalization;
using Spectacles.Gateway.Testing;

namespace Soak.Judge;

/// <summary>Every kind of fault that there is.</summary>
internal sealed class Strikes(SimulatedGateway gateway, BotProcess bot, SessionWatch sessions)
{
    private static readonly TimeSpan Spell = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan LateHello = TimeSpan.FromSeconds(18);
    private static readonly TimeSpan StallTime = TimeSpan.FromSeconds(14);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    // By the bot's clock; it gives a session up after 60 s.
    private static readonly int[] RefusalSeconds = [2, 5, 15, 45];

    private GatewayScript Script => gateway.Script;

    public static Strike HalfOpen { get; } = new("half-open", connection => connection.Faults.FallSilent());

    /// <summary>The kinds that the bot's process survives.</summary>
    public Strike[] OnConnections() =>
    [
        HalfOpen,
        new("drop", connection => connection.Drop()),
        new("reset-in-frame", connection => connection.Faults.DropInFrame()),
        new("stall", connection => connection.Faults.Stall(StallTime)),
        new("missing-acks", connection => connection.Faults.WithholdHeartbeatAcks = true),
        new("corrupt-zlib", connection => connection.Faults.CorruptNextMessage()),
        new("truncated-json", connection => connection.Faults.TruncateNextMessage()),
        new("op7", connection => connection.RequestReconnect()),
        new("op7-before-hello", connection => DropInto(connection, on => Script.ReconnectInsteadOfHello = on)),
        new("late-hello", connection => DropInto(connection, on => Script.HelloDelay = on ? LateHello : TimeSpan.Zero)),
        new("dead-resume-url", connection => DropInto(connection, on => Script.ResumeAddressDown = on)),
        new("op9-true", connection => connection.InvalidateSession(resumable: true)),
        new("op9-false", connection => connection.InvalidateSession(resumable: false), EndsSession: true),
        .. new[] { 1000, 1001, 1011, 1012, 4000, 4001, 4002, 4005, 4006, 4008, 4999 }.Select(code => Closing(code)),
        .. new[] { 4003, 4007, 4009 }.Select(code => Closing(code, endsSession: true)),
        new("close-without-code", connection => connection.CloseWithoutCode()),
        .. RefusalSeconds.SelectMany(Refusals),
        new("resume-and-rest-503-45s", RefuseResumeAndRest),
    ];

    /// <summary>The kinds after which the bot starts anew.</summary>
    public Strike[] OnProcesses() =>
    [
        new("kill", _ => Kill()),
        new("terminate", _ => Terminate()),
        new("rest-429", _ => KillInto(429, RetryAfter)),
        new("rest-502", _ => KillInto(502, null)),
        .. new[] { 4004, 4010, 4011, 4012, 4013, 4014 }.Select(code => Closing(code, endsSession: true)),
    ];

    private static Strike Closing(int code, bool endsSession = false) =>
        new(string.Create(CultureInfo.InvariantCulture, $"close-{code}"), connection => connection.Close(code, "the storm"), endsSession);

    /// <summary>
    /// The connection drops, and RESUME is refused for so long in each way after which Discord's documentation has a client resume.
    /// </summary>
    private IEnumerable<Strike> Refusals(int seconds) =>
    [
        .. new[] { 1000, 1001, 1011, 1012, 4000, 4001, 4002, 4005, 4008 }.Select(
            code => Refusal(string.Create(CultureInfo.InvariantCulture, $"close-{code}"), seconds, ResumeRefusal.Close(code))),
        Refusal("close-without-code", seconds, ResumeRefusal.CloseWithoutCode),
        Refusal("op9-true", seconds, ResumeRefusal.InvalidSession),
        Refusal("drop", seconds, ResumeRefusal.Drop),
        Refusal("silence", seconds, ResumeRefusal.Silence),
    ];

    private Strike Refusal(string way, int seconds, ResumeRefusal refusal) =>
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
    /// RESUME is refused, and the REST API, which the bot asks for another address, responds with an error. One call: a refusal that is
    /// left over meets the next start of the bot, which has to succeed.
    /// </summary>
    private void RefuseResumeAndRest(SimulatedConnection connection)
    {
        Script.RefuseRestCalls(1, 503, RetryAfter);
        DropAndRefuse(connection, seconds: 45, ResumeRefusal.Close(4000));
    }

    private static void DropInto(SimulatedConnection connection, Action<bool> set)
    {
        set(true);
        connection.Drop();
        _ = EndLaterAsync(set);
    }

    private static async Task EndLaterAsync(Action<bool> set)
    {
        await Task.Delay(Spell, TimeProvider.System);
        set(false);
    }

    private void KillInto(int status, TimeSpan? retryAfter)
    {
        Script.RefuseRestCalls(2, status, retryAfter);
        Kill();
    }

    private void Kill()
    {
        sessions.Kill();
        bot.Kill();
    }

    private void Terminate()
    {
        sessions.NoteEnd();
        bot.Terminate();
    }
}
