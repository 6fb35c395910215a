using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>A server that refuses RESUME for a time, over a real socket: no event is lost, and no session start is spent.</summary>
public sealed class RefusedResumeTests : IAsyncDisposable
{
    private static readonly TimeSpan Trouble = TimeSpan.FromSeconds(30);

    private readonly LiveGateway live = new();
    private readonly FakeTimeProvider clock = new();

    public static TheoryData<string> Ways() =>
        ["1000", "1001", "1011", "1012", "4000", "4001", "4002", "4005", "4008", "no code", "op 9 true", "reset", "silence"];

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Session_with_refused_resumes_continues_without_losing_events(string way)
    {
        ConcurrentQueue<string> arrived = new();
        // The answer to RESUME has 15 s, and a pause lasts 16 s at most.
        var cluster = await live.MakeAsync(
            new SimulatedGatewayOptions { TimeProvider = clock },
            new ClusterOptions { TimeProvider = new FastTime(TimeSpan.FromSeconds(16)) });
        cluster.OnAny((Dispatch dispatch, Shard _) => arrived.Enqueue(Encoding.UTF8.GetString(dispatch.EventName)));
        await cluster.SpawnAsync(TestContext.Current.CancellationToken);
        await cluster.WaitForReadyAsync(TestContext.Current.CancellationToken);
        live.Gateway.Script.RefuseResumesFor(Trouble, Refusal(way));

        Assert.Single(live.Gateway.Connections).Drop();
        live.Gateway.Dispatch("MISSED", "{}");
        await LiveGateway.UntilAsync(() => live.Gateway.Received.Count(payload => payload.Opcode == Opcode.Resume) >= 3);
        clock.Advance(Trouble);

        await LiveGateway.UntilAsync(() => arrived.Contains("MISSED"));
        Assert.Equal(1, live.Gateway.Counters.Identifies);
        Assert.Equal(1, arrived.Count(name => name == "MISSED"));
    }

    [Fact]
    public async Task Session_is_resumed_although_the_API_does_not_respond()
    {
        var log = new LogLines();
        var cluster = await live.MakeAsync(
            new SimulatedGatewayOptions { TimeProvider = clock },
            new ClusterOptions { TimeProvider = new FastTime(TimeSpan.FromSeconds(16)), LoggerFactory = log });
        await cluster.SpawnAsync(TestContext.Current.CancellationToken);
        await cluster.WaitForReadyAsync(TestContext.Current.CancellationToken);
        live.Gateway.Script.RefuseResumesFor(Trouble, ResumeRefusal.Close(4000));
        live.Gateway.Script.RefuseRestCalls(int.MaxValue, 503, TimeSpan.FromMinutes(4));

        // The API is asked after the fifth connection that failed.
        Assert.Single(live.Gateway.Connections).Drop();
        await LiveGateway.UntilAsync(() => live.Gateway.Received.Count(payload => payload.Opcode == Opcode.Resume) >= 7);
        await LiveGateway.UntilAsync(
            () => log.Lines.Any(line => line.Text.Contains(
                "answered 503 (server error). The next of 5 attempts follows in 240 s.", StringComparison.Ordinal)));
        clock.Advance(Trouble);

        await LiveGateway.UntilAsync(() => live.Gateway.Counters.Resumes == 1);
        Assert.Equal(1, live.Gateway.Counters.Identifies);
    }

    [Fact]
    public async Task Close_frame_without_a_code_is_1005_and_with_1000_is_1000()
    {
        ConcurrentQueue<int?> codes = new();
        var cluster = await live.MakeAsync(null, new ClusterOptions { TimeProvider = new FastTime() });
        await cluster.SpawnAsync(TestContext.Current.CancellationToken);
        cluster.Shards[0].Closed += (_, close) => codes.Enqueue(close.Code);
        await cluster.WaitForReadyAsync(TestContext.Current.CancellationToken);

        Assert.Single(live.Gateway.Connections).CloseWithoutCode();
        await LiveGateway.UntilAsync(() => live.Gateway.Counters.Resumes == 1);
        live.Gateway.ConnectionOf(0).Close(1000);
        await LiveGateway.UntilAsync(() => live.Gateway.Counters.Resumes == 2);

        Assert.Equal([(int)CloseCode.NoStatusReceived, 1000], codes);
    }

    private static ResumeRefusal Refusal(string way) => way switch
    {
        "no code" => ResumeRefusal.CloseWithoutCode,
        "op 9 true" => ResumeRefusal.InvalidSession(resumable: true),
        "reset" => ResumeRefusal.Drop,
        "silence" => ResumeRefusal.Silence,
        _ => ResumeRefusal.Close(int.Parse(way, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
